"""Files as they are shown: icon, preview before sending, progress."""

from pathlib import PurePath

from htpy import Element, bdi, button, div, span

from livechat.components.icon import icon
from livechat.i18n.text import gettext as _
from livechat.i18n.text import lazy_gettext

ICONS = {
    "pdf": "picture_as_pdf",
    "png": "image", "jpg": "image", "jpeg": "image", "gif": "image", "webp": "image", "heic": "image",
    "mp3": "audio_file", "ogg": "audio_file", "wav": "audio_file", "flac": "audio_file",
    "mp4": "video_file", "mkv": "video_file", "webm": "video_file", "mov": "video_file",
    "zip": "folder_zip", "gz": "folder_zip", "7z": "folder_zip", "tar": "folder_zip",
    "txt": "description", "md": "description", "csv": "table_chart", "xlsx": "table_chart", "ods": "table_chart",
    "docx": "article", "odt": "article", "py": "code", "html": "code", "json": "code",
}  # fmt: skip
UNKNOWN_ICON = "insert_drive_file"
STEP_BYTES = 1_000
BYTES = lazy_gettext("B")
LARGER_UNITS = (lazy_gettext("kB"), lazy_gettext("MB"), lazy_gettext("GB"))


def file_icon(name: str) -> Element:
    """A glyph for the kind of file that its name says; decoration beside the name."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    return span(".file-icon")[icon(ICONS.get(suffix, UNKNOWN_ICON))]


def file_size(size_bytes: int) -> str:
    """`340 kB`, in steps of a thousand."""
    size, unit = float(size_bytes), BYTES
    for larger in LARGER_UNITS:
        if size < STEP_BYTES:
            break
        size, unit = size / STEP_BYTES, larger
    digits = f"{size:.0f}" if unit is BYTES or size >= 10 else f"{size:.1f}"
    return _("{size} {unit}", size=digits, unit=unit)


def progress_bar(fraction: float, label: str) -> Element:
    """How far something is, from 0 to 1, in a bar and in words."""
    percent = round(min(1.0, max(0.0, fraction)) * 100)
    return div(
        ".progress",
        role="progressbar",
        aria_label=label,
        aria_valuemin="0",
        aria_valuemax="100",
        aria_valuenow=str(percent),
    )[
        span(class_=f"progress-done progress-{percent // 5 * 5}"),
        span(".progress-text")[_("{percent} %", percent=percent)],
    ]


def upload_preview(name: str, size_bytes: int, fraction: float | None = None) -> Element:
    """A file that is about to be sent: what it is, how far it is, and the way to take it back."""
    return div(".upload", role="group", aria_label=name)[
        file_icon(name),
        div(".upload-facts")[bdi(".upload-name")[name], span(".upload-size")[file_size(size_bytes)]],
        fraction is not None and progress_bar(fraction, _("Uploading {file}", file=name)),
        button(".icon-button", type="button", aria_label=_("Remove {file}", file=name))[icon("close")],
    ]
