"""Zip files as Chinese Windows makes them: names in GBK and no flag that says so."""

import io
import zipfile
from collections.abc import Sequence

from samples.mails.letter import Attachment

WRITTEN = (2026, 11, 12, 9, 30, 0)


def gbk_zip(files: Sequence[Attachment], *, folder: str = "") -> bytes:
    """A zip whose entries bear raw GBK names, all in `folder` if one is given.

    The standard library writes Chinese names as UTF-8 with a flag, so the entries get ASCII stand-ins of the same
    length, which are replaced afterwards: each stands twice in the file, before its data and in the directory.
    """
    names = [f"{folder}/{file.name}" if folder else file.name for file in files]
    stand_ins = [f"%@{number:02d}".ljust(len(name.encode("gbk")), "~") for number, name in enumerate(names)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for stand_in, file in zip(stand_ins, files, strict=True):
            entry = zipfile.ZipInfo(stand_in, WRITTEN)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, file.content, compresslevel=1)
    data = out.getvalue()
    for stand_in, name in zip(stand_ins, names, strict=True):
        data = data.replace(stand_in.encode(), name.encode("gbk"))
    return data
