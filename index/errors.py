"""The faults of keeping that a person can mend."""

from __future__ import annotations

from pathlib import Path

from tracuu.corpus.errors import FileUnreadableError, TracuuError


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


class CatalogDamagedError(TracuuError):
    """The catalog is no SQLite file of ours, or is broken."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Sổ mục lục “{path}” bị hỏng hoặc không phải của tracuu. Hãy lấy lại bản sao lưu (`tracuu restore TỆP`); "
            "không có thì cứu phần còn đọc được (`tracuu verify --repair`), hoặc đổi tên tệp này rồi chạy "
            "`tracuu index` với các thư mục báo cáo để lập lại.",
            f"The catalog “{path}” is damaged or is not tracuu's. Restore a backup (`tracuu restore FILE`); without "
            "one, save what can still be read (`tracuu verify --repair`), or rename the file and run `tracuu index` on "
            "the folders of reports to make it anew.",
        )


class CatalogUnavailableError(TracuuError):
    """The catalog cannot be opened or written where it is."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Không mở được sổ mục lục “{path}” ({reason}). Hãy kiểm tra quyền ghi và dung lượng của thư mục dữ liệu.",
            f"The catalog “{path}” cannot be opened ({reason}). Check that the data folder can be written "
            "and has space.",
        )


class CatalogLostError(TracuuError):
    """The catalog is not there, or is an older copy than the one that the index shows."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Sổ mục lục “{path}” bị mất, hoặc là bản cũ hơn chỉ mục. Hãy lấy lại bản sao lưu (`tracuu restore TỆP`), "
            "hoặc chạy `tracuu index` với các thư mục báo cáo.",
            f"The catalog “{path}” is lost, or is an older copy than the index. Restore a backup "
            "(`tracuu restore FILE`), or run `tracuu index` on the folders of reports.",
        )


class CatalogTooNewError(TracuuError):
    """A newer tracuu wrote the catalog."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path}” do một bản tracuu mới hơn ghi. Hãy cập nhật tracuu rồi mở lại; dữ liệu được giữ nguyên.",
            f"“{path}” was written by a newer tracuu. Update tracuu and open it again; the data is untouched.",
        )


class NothingIndexedError(TracuuError):
    """There is no generation to search yet."""

    def __init__(self, data: Path) -> None:
        super().__init__(
            f"Chưa có báo cáo nào trong kho “{data}”. Hãy nạp báo cáo trước: `tracuu index THƯ_MỤC`.",
            f"There are no reports in “{data}” yet. Add some first: `tracuu index FOLDER`.",
        )


class CurrentDamagedError(TracuuError):
    """CURRENT names no generation."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Tệp “{path}” bị hỏng nên không biết dùng bản chỉ mục nào. Báo cáo và mục lục vẫn còn nguyên: hãy chạy "
            "`tracuu index` (không cần thư mục) để dựng lại, không phải mã hóa lại.",
            f"“{path}” is damaged, so it is unknown which index to use. Reports and catalog are whole: run "
            "`tracuu index` (no folder needed) to build it again; nothing is encoded twice.",
        )


class CurrentUnreadableError(CurrentDamagedError):
    """CURRENT may be whole, but cannot be read now.

    Args:
        path: CURRENT, or its folder.
        reason: what the system says, in one line.
    """

    def __init__(self, path: Path, reason: str) -> None:
        TracuuError.__init__(
            self,
            f"Không đọc được “{path}” ({reason}). Hãy kiểm tra ổ đĩa, quyền đọc và số tệp đang mở rồi thử lại.",
            f"“{path}” cannot be read ({reason}). Check the drive, the permissions and how many files are open, "
            "then try again.",
        )


class GenerationDamagedError(TracuuError):
    """A file of the generation is missing or is not what its manifest says."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"Tệp chỉ mục “{file}” bị thiếu hoặc hỏng. Báo cáo và mục lục vẫn còn nguyên: hãy chạy `tracuu index` "
            "(không cần thư mục) để dựng lại, không phải mã hóa lại.",
            f"The index file “{file}” is missing or damaged. Reports and catalog are whole: run `tracuu index` "
            "(no folder needed) to build it again; nothing is encoded twice.",
        )


class EncoderMismatchError(TracuuError):
    """The generation was made with another model than the one asked for."""

    def __init__(self, made_with: str, asked: str) -> None:
        super().__init__(
            f"Kho này được lập bằng mô hình “{made_with}”, không dùng chung với “{asked}” được. Hãy thêm `--model` "
            "(hoặc đặt TRACUU_MODEL) đúng mô hình đó, hay chạy `tracuu index` để lập lại chỉ mục bằng "
            "mô hình đang chọn.",
            f"This store was made with the model “{made_with}” and cannot be searched with “{asked}”. Give that model "
            "with `--model` (or TRACUU_MODEL), or run `tracuu index` to build the index with the one chosen now.",
        )


class NormaliserMismatchError(TracuuError):
    """The generation's tokens were made by another version of the normaliser."""

    def __init__(self) -> None:
        super().__init__(
            "Chỉ mục do một bản tracuu khác lập. Hãy chạy `tracuu index` (không cần thư mục) để dựng lại.",
            "The index was built by another version of tracuu. Run `tracuu index` (no folder needed) to "
            "build it again.",
        )


class PathMissingError(TracuuError):
    """A path to index is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Không thấy “{path}”. Hãy kiểm tra lại đường dẫn.", f"“{path}” is not there. Check the path.")


class NothingReadableError(TracuuError):
    """None of the files given could be read, and the store is empty."""

    def __init__(self, seen: int) -> None:
        super().__init__(
            f"Không có tệp nào đọc được (đã xem {seen} tệp). Hãy chọn thư mục có báo cáo .docx, .pdf, .txt hoặc .md.",
            f"Nothing could be read ({seen} files seen). Choose a folder with reports in .docx, .pdf, .txt or .md.",
        )


class StoreBusyError(TracuuError):
    """Another process is writing.

    Args:
        data: the data folder.
        holder: who is, in Vietnamese and in English, as far as it is known.
    """

    def __init__(self, data: Path, holder: tuple[str, str] | None = None) -> None:
        vi, en = holder or ("một lệnh khác", "another command")
        super().__init__(
            f"Kho “{data}” đang được {vi} ghi. Hãy đợi lệnh đó xong rồi chạy lại.",
            f"“{data}” is being written by {en}. Wait for it to end and try again.",
        )


class DiskFullError(TracuuError):
    """There is no room where the data folder is.

    Args:
        folder: where there is none.
        needed: bytes that are needed, where that is known.
        free: bytes that there are.
    """

    def __init__(self, folder: Path, needed: int | None = None, free: int | None = None) -> None:
        vi = en = ""
        if needed is not None and free is not None:
            vi = f" (cần khoảng {needed >> 20} MB, còn {free >> 20} MB)"
            en = f" (about {needed >> 20} MB are needed, {free >> 20} MB are left)"
        super().__init__(
            f"Đĩa chứa “{folder}” đã đầy{vi}. Chỉ mục cũ vẫn dùng được, không mất gì: hãy dọn bớt đĩa rồi chạy "
            "lại lệnh để làm tiếp.",
            f"The disk of “{folder}” is full{en}. The index there was still answers and nothing is lost: make room, "
            "then run the command again to go on.",
        )


class StoreUnwritableError(TracuuError):
    """The data folder cannot be written.

    Args:
        folder: the data folder, or what is to be written there.
        reason: what the system says, in one line.
    """

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"Không ghi được vào “{folder}” ({reason}). Chỉ mục cũ vẫn dùng được, không mất gì: hãy kiểm tra "
            "quyền ghi và ổ đĩa rồi chạy lại.",
            f"“{folder}” cannot be written ({reason}). The index there was still answers and nothing is lost: check "
            "the permissions and the drive, then try again.",
        )


class TooManyOpenFilesError(TracuuError):
    """This process may not open another file."""

    def __init__(self) -> None:
        super().__init__(
            "Hệ thống không cho mở thêm tệp. Không mất gì: hãy đóng bớt chương trình, hoặc nâng giới hạn "
            "(`ulimit -n`), rồi chạy lại.",
            "The system lets no more files be opened. Nothing is lost: close some programs, or raise the limit "
            "(`ulimit -n`), then try again.",
        )


class SecretReportError(FileUnreadableError):
    """A report marked MẬT, TỐI MẬT or TUYỆT MẬT does not enter a store by accident."""

    def __init__(self, secrecy: str) -> None:
        super().__init__(
            f"Văn bản có dấu độ mật “{secrecy.upper()}” nên không được đưa vào kho. Chỉ nạp văn bản không mật; "
            "nếu kho này được phép giữ văn bản mật, hãy nạp lại với --admit-secret.",
            f"The report is marked “{secrecy.upper()}” (secret) and is kept out. Index unclassified reports only; "
            "if this store may hold secret ones, index it again with --admit-secret.",
        )
