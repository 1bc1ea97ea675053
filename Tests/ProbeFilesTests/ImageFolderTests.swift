import Foundation
import ProbeFiles
import Testing

@testable import TestKit

@Suite struct ImageFolderTests {
  private let temporary: TemporaryFolder
  private let folder: ImageFolder

  init() throws {
    temporary = try TemporaryFolder()
    for name in ["images/a.png", "images/val2014/b.png", "images/.hidden", "secret.png"] {
      try temporary.write(name, [1])
    }
    try temporary.link("images/inside.png", to: "val2014/b.png")
    try temporary.link("images/outside.png", to: "../secret.png")
    try temporary.link("images/up", to: "..")
    try temporary.link("images/dangling.png", to: "nowhere")
    try temporary.link("pictures", to: "images")
    folder = try ImageFolder(path: temporary.path + "/images")
  }

  @Test(
    "an image is found by its name, else by the last part of it",
    arguments: [
      ("a.png", "a.png"), ("./a.png", "a.png"), ("val2014/b.png", "val2014/b.png"),
      ("train/a.png", "a.png"), ("no/such/a.png", "a.png"), ("inside.png", "val2014/b.png"),
    ])
  func finds(name: String, file: String) throws {
    #expect(try folder.path(ofImage: name).hasSuffix("/images/" + file))
  }

  @Test(
    "a COCO image is found under each of its names, and a name may lack its extension",
    arguments: [
      ("COCO_val2014_000000391895.jpg", "coco/COCO_val2014_000000391895.jpg"),
      ("COCO_val2014_000000391895", "coco/COCO_val2014_000000391895.jpg"),
      ("391895", "coco/COCO_val2014_000000391895.jpg"),
      ("000000391895.jpg", "coco/COCO_val2014_000000391895.jpg"),
      ("val2014/COCO_val2014_000000391895.jpg", "coco/COCO_val2014_000000391895.jpg"),
      ("COCO_val2014_000000000009.jpg", "coco/train2017/000000000009.jpg"),
      ("9", "coco/train2017/000000000009.jpg"),
      ("COCO_train2014_000000000025.jpg", "coco/train2014/COCO_train2014_000000000025.jpg"),
      ("25", "coco/train2014/COCO_train2014_000000000025.jpg"),
      ("photo", "coco/photo.png"), ("deep/photo", "coco/deep/photo.jpeg"),
      ("neg/coco/cat/1.png", "coco/cat/1.png"),
    ])
  func otherNames(name: String, file: String) throws {
    for name in [
      "COCO_val2014_000000391895.jpg", "train2017/000000000009.jpg", "photo.png",
      "train2014/COCO_train2014_000000000025.jpg", "deep/photo.jpeg", "cat/1.png",
    ] {
      try temporary.write("coco/" + name, [1])
    }
    let folder = try ImageFolder(path: temporary.path + "/coco")
    #expect(try folder.path(ofImage: name).hasSuffix("/" + file))
    #expect(throws: ProbeFileError.self) { try folder.path(ofImage: "391896") }
    #expect(throws: ProbeFileError.self) { try folder.path(ofImage: "../391895") }
  }

  @Test func aFolderMayItselfBeALink() throws {
    let linked = try ImageFolder(path: temporary.path + "/pictures")
    #expect(try linked.path(ofImage: "a.png") == folder.path(ofImage: "a.png"))
  }

  @Test(
    "a name that leads out of the folder is refused",
    arguments: [
      "../secret.png", "val2014/../../secret.png", "..", "/etc/passwd", "/a.png", "up/secret.png",
      "outside.png", "a.png\0.txt", "val2014/../a.png",
    ])
  func refuses(name: String) {
    let error = #expect(throws: ProbeFileError.self) { try folder.path(ofImage: name) }
    #expect(error?.code == .outsideFolder)
    #expect(error?.description.contains("\0") == false)
  }

  @Test(
    "what is no file of the folder is missing",
    arguments: ["b.png", "val2014", "", ".", "/", "dangling.png", "a.png/", "A.png"].filter {
      $0 != "/"
    })
  func missing(name: String) {
    let error = #expect(throws: ProbeFileError.self) { try folder.path(ofImage: name) }
    #expect(error?.code == .missingImage)
  }

  @Test func messagesAreOneSafeLine() throws {
    func message(_ name: String) -> String? {
      (#expect(throws: ProbeFileError.self) { try folder.path(ofImage: name) })?.description
        .replacingOccurrences(of: temporary.path, with: "T")
    }
    #expect(
      message("x\u{1B}[2J.png")
        == #"T/images: has no image "x\u{1B}[2J.png"; add it, or name the folder that has it"#)
    #expect(
      message("../secret.png")
        == #"T/images: the image name "../secret.png" leads out of the folder; correct it"#)
    #expect(
      message("outside.png")
        == """
        T/images: the image "outside.png" is a link that leads out of the folder; put the file itself \
        there
        """)
  }

  @Test func aFolderThatIsNoneIsOneLine() {
    let missing = #expect(throws: ProbeFileError.self) { try ImageFolder(path: "no/such/folder") }
    #expect(
      missing?.description
        == "no/such/folder: cannot be read: No such file or directory; check the path")
    let file = temporary.path + "/secret.png"
    let error = #expect(throws: ProbeFileError.self) { try ImageFolder(path: file) }
    #expect(
      error?.description == "\(file): is not a folder; name the folder of the images")
  }
}
