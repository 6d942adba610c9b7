//! The site as a reader gets it: the real content, built once by the command, served under a
//! sub-path as GitHub Pages would, and lying on disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use walkdir::WalkDir;
pub use xtask::bench::server::BASE;
use xtask::bench::server::GzipServer;

use crate::harness::scratch;
use crate::parity::Random;

/// The folder of the built site.
pub fn folder() -> &'static Path {
    // A failure is kept too: it is the same for every test.
    static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = FOLDER.get_or_init(|| {
        let folder = scratch("site");
        let built = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["build", "--base", BASE, "--dest"])
            .arg(&folder)
            .output()
            .unwrap();
        if built.status.success() {
            Ok(folder)
        } else {
            let said = String::from_utf8_lossy(&built.stderr);
            let errors = said.find("error").unwrap_or(0);
            Err(said[errors..].to_owned())
        }
    });
    match built {
        Ok(folder) => folder,
        Err(said) => panic!("the site does not build:\n{said}"),
    }
}

/// An ordinary mdBook of made-up text, larger than what is sent to a browser at once: its
/// folder, and the address of its first page.
pub fn large() -> (PathBuf, String) {
    let book = scratch("large");
    let site = scratch("large-site");
    fs::create_dir_all(book.join("src")).unwrap();
    fs::write(
        book.join("book.toml"),
        "[book]\ntitle = \"大书\"\nlanguage = \"zh-CN\"\n",
    )
    .unwrap();
    let mut random = Random(7);
    let mut summary = String::from("# 目录\n\n");
    for chapter in 1..=60 {
        let mut text = format!("# {}\n\n", phrase(&mut random, 3));
        for _ in 0..8 {
            text += &format!("## {}\n\n", phrase(&mut random, 2));
            for _ in 0..6 {
                let length = 5 + random.below(10);
                text += &format!("{}。", phrase(&mut random, length));
            }
            text += "\n\n";
        }
        summary += &format!("- [第 {chapter} 章](c{chapter}.md)\n");
        fs::write(book.join(format!("src/c{chapter}.md")), text).unwrap();
    }
    fs::write(book.join("src/SUMMARY.md"), summary).unwrap();
    let built = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["build", "--base", BASE, "--book"])
        .arg(&book)
        .arg("--dest")
        .arg(&site)
        .output()
        .unwrap();
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    (book, format!("{}{BASE}c1.html", serve(&site)))
}

/// Words one after another, now and then a particle or a Latin word between them.
fn phrase(random: &mut Random, words: usize) -> String {
    const WORDS: &str = "客户 关系 管理 服务 质量 满意 忠诚 渠道 冲突 数据 挖掘 分析 方法 过程 系统 结构 \
        算法 复杂 时间 空间 排序 查找 图论 节点 遍历 递归 动态 规划 贪心 回溯 分治 矩阵 概率 统计 样本 \
        模型 训练 函数 变量 类型 接口 模块 编译 链接 内存 缓存 线程 进程 网络 协议 传输 路由 加密 认证";
    const BETWEEN: [&str; 6] = ["的", "与", "CRM", "和", "API", "是"];
    let list: Vec<&str> = WORDS.split_whitespace().collect();
    let mut out = String::new();
    for _ in 0..words {
        out += list[random.below(list.len())];
        if random.below(4) == 0 {
            out += BETWEEN[random.below(BETWEEN.len())];
        }
    }
    out
}

/// Every page of the site, relative to its folder, sorted.
pub fn pages() -> Vec<String> {
    let files = WalkDir::new(folder()).sort_by_file_name().into_iter();
    let pages: Vec<String> = files
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "html"))
        .map(|entry| relative(entry.path(), folder()))
        // Not a page: what frames and scripts take their table of contents from.
        .filter(|page| page != "toc.html")
        .collect();
    assert!(pages.len() > 20, "hardly a site: {pages:?}");
    pages
}

fn relative(path: &Path, root: &Path) -> String {
    let path = path.strip_prefix(root).unwrap().to_str().unwrap();
    path.replace(std::path::MAIN_SEPARATOR, "/")
}

/// The address of a page over http.
pub fn http(page: &str) -> String {
    static ORIGIN: OnceLock<String> = OnceLock::new();
    let origin = ORIGIN.get_or_init(|| serve(folder()));
    format!("{origin}{BASE}{page}")
}

/// The address of a page on disk.
pub fn file(page: &str) -> String {
    format!("file://{}/{page}", folder().display())
}

/// A copy of the site to do damage to; gives its folder and its origin.
pub fn copy(name: &str) -> (PathBuf, String) {
    let copy = scratch(name);
    if copy.exists() {
        fs::remove_dir_all(&copy).unwrap();
    }
    for entry in WalkDir::new(folder()) {
        let entry = entry.unwrap();
        let to = copy.join(entry.path().strip_prefix(folder()).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    let origin = serve(&copy);
    (copy, origin)
}

/// Serves `folder` under [`BASE`] until the tests end, as GitHub Pages would; gives the origin.
fn serve(folder: &Path) -> String {
    let server = GzipServer::start(folder).unwrap();
    let origin = server.url("").trim_end_matches(BASE).to_owned();
    // Nothing ends it but the process.
    std::mem::forget(server);
    origin
}
