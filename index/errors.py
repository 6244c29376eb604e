"""The faults of keeping that a person can mend."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import TracuuError


class ModelNotFoundError(TracuuError):
    """A model was given as a folder, and no model is there.

    Args:
        model: what was asked for, as it was typed.
    """

    def __init__(self, model: str) -> None:
        super().__init__(
            f"Không có mô hình nào ở thư mục “{model}”. Hãy kiểm tra đường dẫn, dùng “bundled” (mô hình kèm sẵn), "
            "hoặc tạo thư mục mô hình bằng lệnh `tracuu model export THƯ_MỤC`.",
            f"There is no model in the folder “{model}”. Check the path, use “bundled” (the model that comes "
            "along), or make a model folder with `tracuu model export DIR`.",
        )
        self.model = model


class ModelUnavailableError(TracuuError):
    """A model that exists, or may exist, could not be loaded.

    Args:
        model: what was asked for, as it was typed.
        reason: what the library underneath said, in one line.
    """

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(
            f"Không nạp được mô hình “{model}”: {reason}. Hãy kiểm tra tên mô hình và kết nối mạng, "
            "hoặc dùng “bundled” (mô hình kèm sẵn, không cần tải).",
            f"The model “{model}” could not be loaded: {reason}. Check the model's name and the network, "
            "or use “bundled” (the model that comes along, nothing to download).",
        )
        self.model = model
        self.reason = reason


class FolderInUseError(TracuuError):
    """A folder to be written holds something else.

    Args:
        folder: the folder, left as it was.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"“{folder}” đã có dữ liệu khác nên được giữ nguyên. Hãy chọn một thư mục mới hoặc thư mục trống.",
            f"“{folder}” holds something else and was left alone. Choose a new or an empty folder.",
        )
        self.folder = folder
