//! Tables from the lines that are drawn around their cells.

use std::collections::{BTreeMap, BTreeSet};

use super::paths::Stroke;

/// Places this close are the same, in points.
const SAME: f64 = 2.5;
/// Ends this close meet.
const REACH: f64 = 4.0;
/// A shorter stroke is part of a letter or an ornament.
const SHORTEST: f64 = 4.0;
/// Lines of a page after which it is a drawing.
const MOST: usize = 1500;
/// Places of a grid; no table of a syllabus has more on a page.
const PLACES: usize = 20_000;

/// A table as its lines show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Edges of the columns, from the left.
    pub xs: Vec<f64>,
    /// Edges of the rows, from the top.
    pub ys: Vec<f64>,
    /// Its cells, row by row.
    pub cells: Vec<Cell>,
}

/// A cell of a [`Grid`]: places of the grid that no line parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its first row.
    pub row: usize,
    /// Its first column.
    pub column: usize,
    /// Rows it covers.
    pub down: usize,
    /// Columns it covers.
    pub across: usize,
}

/// A level or upright line: where it stands, and from where to where it goes.
#[derive(Debug, Clone, Copy)]
struct Rule {
    at: f64,
    from: f64,
    to: f64,
}

/// The tables of a page, from the top; those with a single cell are frames and left out.
pub fn grids(strokes: &[Stroke]) -> Vec<Grid> {
    let (level, upright) = rules(strokes);
    if level.len() + upright.len() > MOST {
        return Vec::new();
    }
    let mut grids: Vec<Grid> = Vec::new();
    for (level, upright) in groups(&level, &upright) {
        if let Some(grid) = grid(&level, &upright).filter(|grid| grid.cells.len() > 1) {
            grids.push(grid);
        }
    }
    // What lies within a cell of another is part of that cell.
    let all = grids.clone();
    grids.retain(|inner| !all.iter().any(|outer| outer != inner && outer.holds(inner)));
    grids.sort_by(|a, b| a.top().total_cmp(&b.top()));
    grids
}

impl Grid {
    /// Its upper edge.
    pub fn top(&self) -> f64 {
        self.ys.first().copied().unwrap_or_default()
    }

    /// Its lower edge.
    pub fn bottom(&self) -> f64 {
        self.ys.last().copied().unwrap_or_default()
    }

    /// The row and column of the grid in which a place is.
    pub fn place(&self, x: f64, y: f64) -> Option<(usize, usize)> {
        let within = |edges: &[f64], at: f64| {
            let after = edges.partition_point(|edge| *edge <= at);
            (after > 0 && after < edges.len()).then(|| after - 1)
        };
        Some((within(&self.ys, y)?, within(&self.xs, x)?))
    }

    fn holds(&self, inner: &Self) -> bool {
        let (left, right) = (self.xs.first(), self.xs.last());
        let (from, to) = (inner.xs.first(), inner.xs.last());
        left <= from && right >= to && self.top() <= inner.top() && self.bottom() >= inner.bottom()
    }
}

/// Level and upright lines; pieces of one line put together.
fn rules(strokes: &[Stroke]) -> (Vec<Rule>, Vec<Rule>) {
    let (mut level, mut upright) = (Vec::new(), Vec::new());
    for Stroke { from, to } in strokes {
        let (wide, high) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        if high < 1.0 && wide > 0.0 {
            level.push(Rule {
                at: from.y.midpoint(to.y),
                from: from.x.min(to.x),
                to: from.x.max(to.x),
            });
        } else if wide < 1.0 && high > 0.0 {
            upright.push(Rule {
                at: from.x.midpoint(to.x),
                from: from.y.min(to.y),
                to: from.y.max(to.y),
            });
        }
    }
    (merged(level), merged(upright))
}

fn merged(mut rules: Vec<Rule>) -> Vec<Rule> {
    // Lines that stand nearly at the same place stand at the place of the first of them.
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut place = f64::NEG_INFINITY;
    for rule in &mut rules {
        if rule.at - place > SAME {
            place = rule.at;
        }
        rule.at = place;
    }
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Rule> = Vec::new();
    for rule in rules {
        match out.last_mut() {
            Some(last) if last.at == rule.at && rule.from <= last.to + REACH => {
                last.to = last.to.max(rule.to);
            }
            _ => out.push(rule),
        }
    }
    out.retain(|rule| rule.to - rule.from >= SHORTEST);
    out
}

/// Lines that touch each other, directly or through others.
fn groups(level: &[Rule], upright: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut group: Vec<usize> = (0..level.len() + upright.len()).collect();
    fn root(group: &mut [usize], mut of: usize) -> usize {
        while group[of] != of {
            group[of] = group[group[of]];
            of = group[of];
        }
        of
    }
    for (i, flat) in level.iter().enumerate() {
        for (j, tall) in upright.iter().enumerate() {
            if meets(flat, tall.at) && meets(tall, flat.at) {
                let (a, b) = (root(&mut group, i), root(&mut group, level.len() + j));
                group[a] = b;
            }
        }
    }
    let mut found: BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = BTreeMap::new();
    for (i, rule) in level.iter().enumerate() {
        found.entry(root(&mut group, i)).or_default().0.push(*rule);
    }
    for (j, rule) in upright.iter().enumerate() {
        found
            .entry(root(&mut group, level.len() + j))
            .or_default()
            .1
            .push(*rule);
    }
    found.into_values().collect()
}

fn meets(rule: &Rule, at: f64) -> bool {
    rule.from - REACH <= at && at <= rule.to + REACH
}

fn grid(level: &[Rule], upright: &[Rule]) -> Option<Grid> {
    let xs = edges(upright, level);
    let ys = edges(level, upright);
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns == 0 || rows == 0 || columns * rows > PLACES {
        return None;
    }
    // Whether a line parts a place from the one before it.
    let wall = |column: usize, row: usize| crosses(upright, xs[column], ys[row], ys[row + 1]);
    let floor = |row: usize, column: usize| crosses(level, ys[row], xs[column], xs[column + 1]);
    let mut taken = vec![false; columns * rows];
    let mut cells = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            if taken[row * columns + column] {
                continue;
            }
            let mut across = 1;
            while column + across < columns
                && !taken[row * columns + column + across]
                && !wall(column + across, row)
            {
                across += 1;
            }
            let mut down = 1;
            while row + down < rows
                && (column..column + across).all(|column| !floor(row + down, column))
                && (column + 1..column + across).all(|column| !wall(column, row + down))
            {
                down += 1;
            }
            for row in row..row + down {
                taken[row * columns + column..row * columns + column + across].fill(true);
            }
            cells.push(Cell {
                row,
                column,
                down,
                across,
            });
        }
    }
    Some(without_empty(Grid { xs, ys, cells }))
}

/// Rows and columns in which no cell starts come from lines that part nothing.
fn without_empty(mut grid: Grid) -> Grid {
    let starts =
        |at: fn(&Cell) -> usize| -> BTreeSet<usize> { grid.cells.iter().map(at).collect() };
    let (rows, columns) = (starts(|cell| cell.row), starts(|cell| cell.column));
    let before = |kept: &BTreeSet<usize>, at: usize| kept.range(..at).count();
    for cell in &mut grid.cells {
        let (row, column) = (before(&rows, cell.row), before(&columns, cell.column));
        cell.down = before(&rows, cell.row + cell.down) - row;
        cell.across = before(&columns, cell.column + cell.across) - column;
        (cell.row, cell.column) = (row, column);
    }
    let keep = |edges: &[f64], kept: &BTreeSet<usize>| -> Vec<f64> {
        let kept = edges.iter().enumerate().filter(|(at, _)| kept.contains(at));
        kept.map(|(_, edge)| *edge)
            .chain(edges.last().copied())
            .collect()
    };
    grid.xs = keep(&grid.xs, &columns);
    grid.ys = keep(&grid.ys, &rows);
    grid
}

/// Where lines of one kind stand; where those of the other kind reach out beyond them, an
/// edge without a line.
fn edges(rules: &[Rule], others: &[Rule]) -> Vec<f64> {
    let mut edges: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() <= SAME);
    let from = others.iter().map(|rule| rule.from).reduce(f64::min);
    let to = others.iter().map(|rule| rule.to).reduce(f64::max);
    if let (Some(from), Some(first)) = (from, edges.first().copied())
        && from < first - 2.0 * REACH
    {
        edges.insert(0, from);
    }
    if let (Some(to), Some(last)) = (to, edges.last().copied())
        && to > last + 2.0 * REACH
    {
        edges.push(to);
    }
    edges
}

/// Whether a line stands at a place and reaches from one to the other of two others.
fn crosses(rules: &[Rule], at: f64, from: f64, to: f64) -> bool {
    // A line under words that reaches an edge parts nothing.
    let slack = 0.1 * (to - from) + REACH.min(0.3 * (to - from));
    let start = rules.partition_point(|rule| rule.at < at - SAME);
    let near = rules[start..]
        .iter()
        .take_while(|rule| rule.at <= at + SAME);
    let mut near = near.filter(|rule| rule.from <= from + slack && rule.to >= to - slack);
    near.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strokes(lines: &[(f64, f64, f64, f64)]) -> Vec<Stroke> {
        let stroke = |(a, b, c, d): &(f64, f64, f64, f64)| Stroke {
            from: (*a, *b).into(),
            to: (*c, *d).into(),
        };
        lines.iter().map(stroke).collect()
    }

    /// Cells as row, column, rows and columns that they cover.
    fn cells(lines: &[(f64, f64, f64, f64)]) -> Vec<(usize, usize, usize, usize)> {
        let grids = grids(&strokes(lines));
        let cells = grids.iter().flat_map(|grid| &grid.cells);
        cells
            .map(|cell| (cell.row, cell.column, cell.down, cell.across))
            .collect()
    }

    #[test]
    fn full_grid_with_a_wide_and_a_tall_cell() {
        let found = cells(&[
            (0.0, 0.0, 90.0, 0.0),
            (30.0, 20.0, 90.0, 20.0),
            (0.0, 40.0, 90.0, 40.0),
            (0.0, 0.0, 0.0, 40.0),
            (30.0, 0.0, 30.0, 40.0),
            (60.0, 20.0, 60.0, 40.0),
            (90.0, 0.0, 90.0, 40.0),
        ]);
        assert_eq!(
            found,
            [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]
        );
    }

    #[test]
    fn pieces_and_open_sides() {
        let found = cells(&[
            (0.0, 0.0, 40.0, 0.3),
            (41.0, 0.0, 90.0, 0.0),
            (0.0, 20.0, 90.0, 20.0),
            (45.0, 0.5, 45.0, 19.5),
            // Words underlined up to the edge.
            (70.0, 12.0, 89.0, 12.0),
        ]);
        assert_eq!(found, [(0, 0, 1, 1), (0, 1, 1, 1)]);
    }

    #[test]
    fn what_is_no_table() {
        assert_eq!(
            cells(&[(0.0, 10.0, 90.0, 10.0), (0.0, 30.0, 90.0, 30.0)]),
            []
        );
        let frame = [
            (0.0, 0.0, 90.0, 0.0),
            (0.0, 90.0, 90.0, 90.0),
            (0.0, 0.0, 0.0, 90.0),
            (90.0, 0.0, 90.0, 90.0),
        ];
        assert_eq!(cells(&frame), []);
        let drawing: Vec<_> = (0..2000)
            .map(|n| (0.0, f64::from(n) * 5.0, 90.0, f64::from(n) * 5.0))
            .collect();
        assert_eq!(cells(&drawing), []);
    }

    #[test]
    fn places() {
        let grid = Grid {
            xs: vec![0.0, 10.0, 30.0],
            ys: vec![5.0, 15.0],
            cells: Vec::new(),
        };
        assert_eq!(grid.place(10.0, 5.0), Some((0, 1)));
        assert_eq!(grid.place(30.0, 5.0), None);
        assert_eq!(grid.place(-1.0, 6.0), None);
    }
}
