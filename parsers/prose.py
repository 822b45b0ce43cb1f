"""Running text of a page: what a letter says in sentences rather than beside labels."""

import re
from collections.abc import Iterator

from parsers.layout import Value
from parsers.page import Page, squeeze

HAN = r"\u3400-\u9fff\U00020000-\U000323af"
PERSON = rf"[{HAN}]{{1,8}}?(?:[·•・．.][{HAN}]{{1,12}}?)+|[{HAN}]{{2,4}}?"
ENDING = (
    "公司|企业|集团|厂|商店|酒店|药店|中心|研究院|设计院|学院|医院|法院|研究所|事务所|派出所|协会|学会|商会|联合会|委员会|"
    "基金会|学校|大学|小学|中学|幼儿园|合作社|联社|报社|出版社|旅行社|管理局|分局|总局|办公室|人民政府|工作室|商行|经营部|"
    "门市部|服务部|营业部|博物馆|图书馆|俱乐部|支行|分行|银行|超市"
)
ORGANISATION = (
    rf"[{HAN}A-Za-z0-9（）()·\-]{{2,40}}?(?:{ENDING})(?:[（(](?:普通合伙|有限合伙|特殊普通合伙)[）)])?"
    rf"(?:[{HAN}]{{1,12}}(?:分公司|办事处|支行))?"
)


class Prose:
    """All lines of a page in reading order as one string without spaces, each character knowing its line."""

    def __init__(self, page: Page) -> None:
        pieces = [(i, squeeze(page.lines[i].text)) for row in page.rows for i in row]
        self.text = "".join(text for _, text in pieces)
        self._line_of = [i for i, text in pieces for _ in text]

    def find(self, pattern: str, group: str = "value") -> Iterator[Value]:
        """Every match; the value is the named group, its label the whole match's first words."""
        for match in re.finditer(pattern, self.text):
            start, end = match.span(group)
            if start >= 0:
                yield Value(match[group], tuple(dict.fromkeys(self._line_of[start:end])))
