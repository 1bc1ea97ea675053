extension PublishedFile {
  /// Every published version of POPE's files and RePOPE's.
  ///
  /// Digests of the files at the commits named, by `scripts/published_digests.py`. The random and popular
  /// files of November 2023 are those of October; POPE's first version (28f884a, May 2023) came back as the
  /// one of August (e3e3926) after six days of another.
  static let all: [PublishedFile] = [
    PublishedFile(
      name: "POPE COCO random, November 2023 (109985c)", set: "POPE COCO, November 2023 (109985c)",
      split: "random",
      difference: nil,
      contentDigest: "ac25245170b975a5bdf9080b23fd431dfe6be458bc038259c1f4f09a6bef7994",
      rowsDigest: "285575d3e265272ab8afc9ac6173fb0c8c1b2108d5d688c19cf560469efd5d3b"),
    PublishedFile(
      name: "POPE COCO popular, November 2023 (109985c)", set: "POPE COCO, November 2023 (109985c)",
      split: "popular",
      difference: nil,
      contentDigest: "72c1a8ad45d0c13514f5f22598261df41d3b533854d29682e924db50ed8aa753",
      rowsDigest: "be6952d5281f40cd873a9731ca0220f2c344f56c7dcbab40cf3310e67d80c7cd"),
    PublishedFile(
      name: "POPE COCO adversarial, November 2023 (109985c)",
      set: "POPE COCO, November 2023 (109985c)", split: "adversarial",
      difference: nil,
      contentDigest: "420b3407db1fa9f1187a805dca41cb7b97fd91504e6c2179706188c107fb8ef8",
      rowsDigest: "d4614a585458da1fda9e6fbeac43ed3007d26cf5ad918df3bd259f655eaa1b31"),
    PublishedFile(
      name: "POPE COCO adversarial, October 2023 (edebdda)",
      set: "POPE COCO, October 2023 (edebdda)", split: "adversarial",
      difference: "57 questions have \"imange\" for \"image\"",
      contentDigest: "207273ac3b7fdd04df206c6809b77a4e7f60360a730ade6b7e32804e8dd5602f",
      rowsDigest: "ea45d4e083dfa003598dd523a0e99fbada6bee6b03f884541e43f7f5739efa05"),
    PublishedFile(
      name: "POPE COCO random, August 2023 (e3e3926)", set: "POPE COCO, August 2023 (e3e3926)",
      split: "random",
      difference: "2,910 rows instead of 3,000, and 144 questions with \"imange\" for \"image\"",
      contentDigest: "c16b65d2df6d70bb0814c8a4375833d39cdb09928fd936d3fc546491efa37f35",
      rowsDigest: "3fe0f5051160db91e8e03bf24feb58726fef05460b08cfd6aee3b9ca83b11198"),
    PublishedFile(
      name: "POPE COCO popular, August 2023 (e3e3926)", set: "POPE COCO, August 2023 (e3e3926)",
      split: "popular",
      difference: "44 questions have \"imange\" for \"image\"",
      contentDigest: "5b16653023bf4f64d57eb0d168259de6627f5cde7538b85ebed3cc33034aa6cc",
      rowsDigest: "7ebf273c8bfe417224a77759c8bcc92871a765e2b788acc2482762c17490b90d"),
    PublishedFile(
      name: "POPE COCO adversarial, August 2023 (e3e3926)", set: "POPE COCO, August 2023 (e3e3926)",
      split: "adversarial",
      difference: "58 questions have \"imange\" for \"image\"",
      contentDigest: "1d8f0906a9b50c05640f6f23abfac97523be2a1bed28f7eadc63b811699b2d26",
      rowsDigest: "0dc0a842d70f09113bd1804481f97547e3de2f1ec5f69f2c3d5c083ce967ed48"),
    PublishedFile(
      name: "POPE COCO random, 4 August 2023 (7ef3026)", set: "POPE COCO, 4 August 2023 (7ef3026)",
      split: "random",
      difference: "withdrawn after six days; it shares 20 questions with the others",
      contentDigest: "cb8dec967727fbee4b9cfadf9ba1ea9968515b12063efd313d0cf8b2b4230c86",
      rowsDigest: "be9a382ea8535f558c227cb5b5367c76326ded54ca300f88b96e6d428030577a"),
    PublishedFile(
      name: "POPE COCO popular, 4 August 2023 (7ef3026)", set: "POPE COCO, 4 August 2023 (7ef3026)",
      split: "popular",
      difference: "withdrawn after six days; it shares 47 questions with the others",
      contentDigest: "eafca6ceff32c7bbb5b2845a00c6828ec8cbaf5e04f890d6902dc46b92f96076",
      rowsDigest: "79cdb6e6fc5877dfe63e4518e425cbed82e7abd638dab19140e6efdd9c00c1d4"),
    PublishedFile(
      name: "POPE COCO adversarial, 4 August 2023 (7ef3026)",
      set: "POPE COCO, 4 August 2023 (7ef3026)", split: "adversarial",
      difference: "withdrawn after six days; it shares 37 questions with the others",
      contentDigest: "412efc6fe25eb2604f2386d536bcf713dc88327cb20c36489b1f689f89617d04",
      rowsDigest: "f11c919f666da8a13d75bcede4b342623131b807fc40fb957bbb650801e9d08e"),
    PublishedFile(
      name: "POPE A-OKVQA random, SEEM, October 2023 (9b54106)",
      set: "POPE A-OKVQA, SEEM, October 2023 (9b54106)", split: "random",
      difference: nil,
      contentDigest: "f06eecde6d6ef4a00b95a7bbb510490708a09a6a67d952b59b8bdd33ac2c7200",
      rowsDigest: "80e2b7b30e94df437588ca2db580d1136a7b6fbd1185bdaf5aec0020665b43b6"),
    PublishedFile(
      name: "POPE A-OKVQA popular, SEEM, October 2023 (9b54106)",
      set: "POPE A-OKVQA, SEEM, October 2023 (9b54106)", split: "popular",
      difference: nil,
      contentDigest: "2ae5bedee3450cda52f9b033942c7b04a3917a86a110e859a66c1e41934c6ffd",
      rowsDigest: "4de448a546cace0f29a93cd21547315ba36ae1787a56d04af00d1f1961588083"),
    PublishedFile(
      name: "POPE A-OKVQA adversarial, SEEM, October 2023 (9b54106)",
      set: "POPE A-OKVQA, SEEM, October 2023 (9b54106)", split: "adversarial",
      difference: nil,
      contentDigest: "2ddd3bdfa0df7a77a2cb1765ed06ac5ed190b5a093aa405b96986e862e8cdac1",
      rowsDigest: "4ed6f5a2686fa8864baddbfe0a7dd14e56c6dd5dc314dac2589736d0b122a268"),
    PublishedFile(
      name: "POPE GQA random, SEEM, October 2023 (9b54106)",
      set: "POPE GQA, SEEM, October 2023 (9b54106)", split: "random",
      difference: nil,
      contentDigest: "6ce488eade3770185034939fabfe742fa32ed369011c8d9c3ac77bc0c85abd94",
      rowsDigest: "d007f6edda9d6073501984995e04c3b88ef80c558aaa4c45fd7d53d3ec927fee"),
    PublishedFile(
      name: "POPE GQA popular, SEEM, October 2023 (9b54106)",
      set: "POPE GQA, SEEM, October 2023 (9b54106)", split: "popular",
      difference: nil,
      contentDigest: "dd03f06a458dd216e83233160fbf6628af9c63c84b11e99599f4fc0304b3361d",
      rowsDigest: "a4c94b6f7e61c90766a9cb09d5cf1679b93bd56c9346f9364bbecbdcfb8f8546"),
    PublishedFile(
      name: "POPE GQA adversarial, SEEM, October 2023 (9b54106)",
      set: "POPE GQA, SEEM, October 2023 (9b54106)", split: "adversarial",
      difference: nil,
      contentDigest: "74e01b41d8308e2392e3b8d961167496ff3901c01100265d931a7a392f138a7a",
      rowsDigest: "d235c280733daa19883588be4c3089848003ac5a49d652c73aa101879301c89d"),
    PublishedFile(
      name: "RePOPE random, April 2025 (127ad0f)", set: "RePOPE, April 2025 (127ad0f)",
      split: "random",
      difference: nil,
      contentDigest: "f464fcaf60b24ce2f280cf33f122e000dbdd35c8e88f77c4141c9c2cba864611",
      rowsDigest: "42b08b7e00d98e3ff52e704977cc8b9d15b5229b44d9fbfc363fe6dc55ea86d4"),
    PublishedFile(
      name: "RePOPE popular, April 2025 (127ad0f)", set: "RePOPE, April 2025 (127ad0f)",
      split: "popular",
      difference: nil,
      contentDigest: "57832b055bae5fd6176278a4f104c98ddd84811f7d26dfcb93d481f6c9da09a5",
      rowsDigest: "7cb880791a3a63edd16ad5ab36ce4520f2f63451ef1a99709abaec231782f758"),
    PublishedFile(
      name: "RePOPE adversarial, April 2025 (127ad0f)", set: "RePOPE, April 2025 (127ad0f)",
      split: "adversarial",
      difference: nil,
      contentDigest: "8c346dbb060bf422ff92e769fa68e5ab3e8a777cb28a26e973387441e05c9ccf",
      rowsDigest: "df783bf633d8df2943ff9e8b29133f3122ee73c777278dc53a3bd8cb2dab4315"),
  ]
}
