"""How one customer fills in a form: what happens to labels and values on the way into the cells."""

from dataclasses import dataclass

from samples.forms.fields import CHOICES, NUMBERS, OTHER_NAMES, FormData

DECORATIONS = ("plain", "star", "colon", "required", "spaced", "broken")


@dataclass(frozen=True, slots=True)
class Style:
    """`same_as`: 网站负责人 cells say 同上; `numeric`: ID numbers typed as numbers, which Excel rounds to 15 digits;
    `ticks`: choices as ☑企业 □个人; `example`: the example row is left in place; `guide`: a second sheet 填写说明;
    `joined`: label and value in one cell; `renamed`: labels as other forms have them.
    """

    decoration: str = "plain"
    same_as: bool = False
    numeric: bool = False
    ticks: bool = False
    example: bool = False
    guide: bool = False
    joined: bool = False
    renamed: bool = False

    def label(self, text: str, key: str = "") -> str:
        """The label as printed on this form; `text` is its usual name."""
        text = OTHER_NAMES.get(key, text) if self.renamed else text
        decorated = {
            "star": f"*{text}",
            "colon": f"{text}：",
            "required": f"{text}（必填）",
            "spaced": "　".join(text) if len(text) == 2 else text,
            "broken": f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}",
        }
        return decorated.get(self.decoration, text)

    def value(self, key: str, data: FormData) -> str | float:
        """What stands in the cell for a key."""
        text = data.get(key, "")
        twin = data.get(key.replace("website_principal", "entity_principal"), "")
        if self.same_as and key.startswith("website_principal") and text and text == twin:
            return "同上"
        if self.numeric and key in NUMBERS and text.isdigit():
            return float(text[:15] + "0" * (len(text) - 15))
        if self.ticks and text in CHOICES.get(key, ()):
            return " ".join(("☑" if choice == text else "□") + choice for choice in CHOICES[key])
        return text
