"""`python -m samples DIR`: the demo mails as .eml with what is expected of them, and their papers one by one."""

import shutil
import sys
from pathlib import Path

from filing.errors import DeskError
from samples.demo import demo_samples


def main(arguments: list[str]) -> int:
    """Write everything below the folder; 2 if none is given, 1 if the fonts are not there."""
    if len(arguments) != 1:
        sys.stderr.write("用法：python -m samples 目录\n")
        return 2
    try:
        count = write_all(Path(arguments[0]))
    except DeskError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    sys.stdout.write(f"已写入 {count} 封样例邮件：{arguments[0]}\n")
    sys.stdout.write(f"下一步：beian check {arguments[0]}/01-complete-enterprise.eml\n")
    return 0


def write_all(folder: Path) -> int:
    """The number of mails written."""
    samples = demo_samples()
    for sample in samples:
        papers = folder / "papers" / sample.name
        papers.mkdir(parents=True, exist_ok=True)
        (folder / f"{sample.name}.eml").write_bytes(sample.raw)
        shutil.copy(sample.expected_path, folder / f"{sample.name}.toml")
        for file in sample.files:
            (papers / file.name).write_bytes(file.content)
    return len(samples)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
