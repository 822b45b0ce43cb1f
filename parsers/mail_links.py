"""Links to large attachments that a mail provider or a net disk keeps (超大附件). Recognised, never fetched."""

import html
import re

MOST_LINKS = 50

_URL = re.compile(r"""https?://[^\s"'<>\\^`{|}\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]{4,2000}""", re.IGNORECASE)
_PLACES = (
    r"(?:i?wx\.|en\.)?mail\.(?:qq|foxmail)\.com/(?:cgi-bin/ftnexs_download|ftn/download|cgi-bin/viewfile)",
    r"(?:mail|wx\.mail|exmail|dashi\.exmail)\.qq\.com/(?:cgi-bin/ftnexs|ftn)",
    r"[\w.-]+\.ftn\.qq\.com/",
    r"(?:drive|share|url\d?)\.weiyun\.com/",
    r"docs\.qq\.com/(?:doc|sheet|pdf|slide|d/|s/)",
    r"mail\.(?:163|126|yeah)\.(?:com|net)/large-attachment-download",
    r"dashi\.163\.com/(?:html/)?(?:cloud-attachment|projects)",
    r"(?:fs|bigfile\.mail)\.163\.com/",
    r"(?:mail\.)?(?:qiye|ym)\.163\.com/.*attach",
    r"edisk\.qiye\.163\.com/",
    r"[\w-]+\.qiye\.163\.com/.*(?:attach|download)",
    r"(?:webmail|mail)\d*\.(?:vip\.)?(?:163|126|188)\.com/.*(?:bigattach|large)",
    r"mail\.sina\.com\.cn/filecenter",
    r"download\.cloud\.189\.cn/",
    r"cloud\.189\.cn/(?:t/|web/share)",
    r"(?:mail|appmail)\.(?:10086|139)\.(?:cn|com)/.*(?:disk|attach|share)",
    r"(?:caiyun|yun)\.139\.com/",
    r"(?:mail|qiye)\.aliyun\.com/.*(?:attach|bigfile|share)",
    r"(?:pan|yun|eyun)\.baidu\.com/(?:s/|share|link)",
    r"(?:www\.)?(?:alipan|aliyundrive)\.com/s/",
    r"pan\.(?:quark\.cn|xunlei\.com)/s/",
    r"(?:[\w-]+\.)?lanzo\w{1,3}\.com/",
    r"(?:www\.)?123(?:pan|684|865|912)\.(?:com|cn)/s/",
    r"(?:www\.)?(?:ctfile\.com|wenshushu\.cn|kdocs\.cn/(?:l|view)|cowtransfer\.com|115\.com/s)/",
    r"(?:www|c|f)\.jianguoyun\.com/p/",
    r"(?:1drv\.ms|onedrive\.live\.com|we\.tl)/",
    r"drive\.google\.com/(?:file|open|drive)",
    r"(?:www\.)?dropbox\.com/(?:s|scl)/",
    r"wetransfer\.com/downloads",
)
"""Hosts and paths where large attachments and shared files lie (public samples, not an API)."""
_CLOUD = re.compile(rf"https?://(?:{'|'.join(_PLACES)})", re.IGNORECASE)
_KEPT = "zip|rar|7z|tar|gz|jpe?g|png|bmp|gif|tiff?|heic|webp|pdf|docx?|xlsx?|et|wps|mp4|mov"
_SHOWN_NAME = re.compile(
    rf"(?:^|[\s>:：,，;；、])([^\s/\\<>:：*?\"|,，;；、][^/\\<>:：*?\"|\n,，;；]{{0,110}}?\.(?:{_KEPT}))(?![A-Za-z0-9./])",
    re.IGNORECASE | re.MULTILINE,
)
_MARK = re.compile(r"超大附件|云附件|大附件|网盘|下载页面|下载链接|提取码|到期|Expire", re.IGNORECASE)


def cloud_links(text: str, source: str) -> tuple[str, ...]:
    """Links of the text and the HTML source that lead to a kept file, each once, in order."""
    found = (html.unescape(u).rstrip(".,;)]") for u in _URL.findall(source[: 2 << 20] + "\n" + text[: 1 << 20]))
    return tuple(dict.fromkeys(u for u in found if _CLOUD.match(u)))[:MOST_LINKS]


def cloud_file_names(text: str) -> tuple[str, ...]:
    """File names that stand beside such links: 资料.zip (128.03M, 2020年11月27日 21:59 到期)."""
    if not _MARK.search(text) and not _CLOUD.search(text):
        return ()
    bare = _URL.sub(" ", text[:100_000])
    return tuple(dict.fromkeys(m.strip() for m in _SHOWN_NAME.findall(bare)))[:MOST_LINKS]
