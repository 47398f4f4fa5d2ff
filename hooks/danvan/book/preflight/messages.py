"""Every sentence of the report, in one place, to be corrected by people."""

from __future__ import annotations

from .findings import Check, Fault, Level, Part, Rule

_TELL = "Dựng lại bản in; nếu vẫn còn, báo người phụ trách kỹ thuật."

LEVELS = {Level.GREEN: "Đạt", Level.AMBER: "Cần xem lại", Level.RED: "Chưa in được"}
VERDICTS = LEVELS | {Level.GREEN: "Đạt – có thể gửi nhà in"}
PARTS = {Part.INTERIOR: "Ruột sách", Part.COVER: "Bìa", Part.BOOK: "Cả cuốn"}
UNKNOWN_ORIGINAL = "không rõ tệp gốc"
OF_PAGE = "{original} ({title})"
NO_TEXT = "chữ không đọc được"

# --- the file ------------------------------------------------------------------------------------
FILE = Rule("file", "Tệp PDF", "Tệp {name} mở được, {pages} trang, không hỏng chỗ nào.")
FILE_ABSENT = Fault(Level.RED, "Không có tệp {name}. Dựng lại bản in.")
FILE_UNREADABLE = Fault(
    Level.RED,
    "Không mở được tệp {name}: tệp hỏng, có mật khẩu hoặc không phải PDF. {reason} " + _TELL,
)
FILE_DAMAGED = Fault(Level.RED, "Cấu trúc tệp có lỗi: {problem}. " + _TELL)
FILE_EMPTY = Fault(Level.RED, "Tệp không có trang nào. " + _TELL)
PAGE_BROKEN = Fault(Level.RED, "nội dung có chỗ máy không đọc được ({what}). " + _TELL)
CHECK_FAILED = Fault(
    Level.RED, "Máy không kiểm được mục này ({reason}), nên coi như chưa đạt. " + _TELL
)

# --- boxes ---------------------------------------------------------------------------------------
BOXES = Rule(
    "boxes",
    "Khổ trang và khổ tràn lề",
    "Mọi trang đúng khổ thành phẩm {width} × {height} mm, tràn lề {bleed} mm mỗi cạnh.",
)
BOX_ABSENT = Fault(Level.RED, "không khai {box}. " + _TELL)
TRIM_WRONG = Fault(
    Level.RED, "khổ thành phẩm (TrimBox) là {found} mm, phải là {wanted} mm. " + _TELL
)
BLEED_WRONG = Fault(
    Level.RED,
    "khổ tràn lề (BleedBox) rộng hơn khổ thành phẩm {found} mm ở trái, dưới, phải, trên; mỗi "
    "cạnh phải là {wanted} mm. " + _TELL,
)
MEDIA_SMALL = Fault(Level.RED, "khổ giấy (MediaBox) nhỏ hơn khổ tràn lề (BleedBox). " + _TELL)
MEDIA_LARGE = Fault(
    Level.RED,
    "khổ giấy (MediaBox) {found} mm lớn hơn khổ tràn lề {wanted} mm dù không có dấu xén. " + _TELL,
)
NO_ROOM_FOR_MARKS = Fault(
    Level.RED, "có yêu cầu dấu xén nhưng ngoài khổ tràn lề không còn chỗ cho dấu. " + _TELL
)
NO_MARKS = Fault(
    Level.AMBER, "có yêu cầu dấu xén nhưng ngoài khổ tràn lề không thấy dấu nào. " + _TELL
)
SIZES_DIFFER = Fault(Level.RED, "khổ giấy (MediaBox) khác các trang còn lại. " + _TELL)
CROPPED = Fault(Level.RED, "CropBox cắt vào khổ tràn lề. " + _TELL)
ROTATED = Fault(Level.RED, "trang bị xoay {angle}° (Rotate). " + _TELL)
SCALED = Fault(Level.RED, "trang bị phóng {factor} lần (UserUnit). " + _TELL)
COVER_PAGES = Fault(
    Level.RED, "Tệp bìa có {found} trang; bìa trải phẳng phải là đúng một trang. " + _TELL
)

# --- what reaches the edge -----------------------------------------------------------------------
BLEED = Rule(
    "bleed", "Tràn lề", "Ảnh và mảng màu nào chạm mép xén cũng tràn đủ {bleed} mm ra ngoài."
)
BLEED_MISSING = Fault(
    Level.RED,
    "{what} thiếu tràn lề ở cạnh {sides}: chạm mép xén nhưng không ra tới mép tràn lề, xén lệch "
    "sẽ lộ viền trắng. Kéo ra đủ {bleed} mm hoặc lùi hẳn vào trong.",
)
IMAGE, COLOUR_AREA = "ảnh", "mảng màu"
SIDES = ("trái", "dưới", "phải", "trên")
MARGINS = Rule(
    "margins", "Chữ và mép xén", "Mọi chữ đều nằm trong khổ thành phẩm, cách mép xén hơn {safe} mm."
)
TEXT_CUT = Fault(
    Level.RED,
    "chữ “{text}” ra ngoài khổ thành phẩm, sẽ bị xén mất. Rút ngắn chữ hoặc sửa cách trình bày.",
)
TEXT_NEAR_EDGE = Fault(
    Level.AMBER,
    "chữ quá sát mép xén: “{text}” cách mép {distance} mm. Lùi vào trong ít nhất {safe} mm.",
)

# --- colours and inks ----------------------------------------------------------------------------
COLOURS = Rule("colours", "Hệ màu", "{allowed}")
ONLY_CMYK = "Mọi chữ, hình và ảnh đều dùng mực in CMYK."
ONLY_BLACK = "Ngoài các trang được in màu, mọi chữ, hình và ảnh chỉ dùng mực đen."
COLOUR_FOREIGN = Fault(
    Level.RED, "có màu {space}; máy in chỉ nhận CMYK. Đổi màu này sang CMYK rồi dựng lại bản in."
)
COLOUR_SPOT = Fault(
    Level.RED, "có mực pha “{ink}”, phải làm thêm bản kẽm. Đổi sang CMYK rồi dựng lại bản in."
)
COLOUR_UNKNOWN = Fault(
    Level.RED, "có ảnh không ghi hệ màu. Lưu lại ảnh ở hệ CMYK rồi dựng lại bản in."
)
COLOUR_PROFILED = Fault(
    Level.RED, "có màu {space}; PDF/X-1a chỉ nhận mực in trực tiếp, không kèm hồ sơ màu. " + _TELL
)
COLOUR_ON_GREY_PAGE = Fault(
    Level.RED,
    "có mực màu ({what}) dù ruột in một màu đen. Đổi sang đen trắng, hoặc khai trang này vào danh "
    "sách trang in màu.",
)
INK_OF_IMAGE, INK_OF_COLOUR = "ảnh", "màu chữ hoặc hình"
INK = Rule("ink", "Tổng lượng mực", "Không chỗ nào quá {limit} % (nhiều nhất là {found} %).")
INK_IMAGE = Fault(
    Level.RED,
    "ảnh {original} có chỗ tổng mực {found} %, quá mức {limit} % ({share} % diện tích ảnh): mực "
    "không kịp khô, dây sang trang bên. Dựng lại ảnh in với đúng giới hạn mực.",
)
INK_COLOUR = Fault(
    Level.RED,
    "màu {inks} có tổng mực {found} %, quá mức {limit} %. Chọn màu ít mực hơn rồi dựng lại bản in.",
)
BLACK = Rule("black", "Chữ đen", "Chữ đen chỉ dùng mực đen (K) và in chồng lên nền.")
BLACK_RICH = Fault(
    Level.RED,
    "chữ đen “{text}” pha từ nhiều mực ({inks}); in lệch một chút là chữ nhoè. Đặt màu chữ là đen "
    "một mực (0 0 0 100).",
)
BLACK_KNOCKS_OUT = Fault(
    Level.AMBER,
    "chữ đen 100 % không in chồng (overprint, OPM 1) nên có thể hở viền trắng trên nền màu. "
    + _TELL,
)

# --- photos --------------------------------------------------------------------------------------
RESOLUTION = Rule("resolution", "Độ phân giải ảnh", "{count} ảnh, ảnh nào cũng đủ {dpi} dpi.")
NO_IMAGES = "Không có ảnh."
IMAGE_COARSE = Fault(
    Level.AMBER,
    "ảnh {original} in {width} × {height} mm chỉ đạt {found} dpi, thiếu nét. Thay bằng ảnh rộng ít "
    "nhất {pixels} px, hoặc in không rộng quá {fitting} mm.",
)
IMAGE_BLURRED = Fault(
    Level.RED,
    "ảnh {original} in {width} × {height} mm chỉ đạt {found} dpi, sẽ vỡ hình. Thay bằng ảnh rộng "
    "ít nhất {pixels} px, hoặc in không rộng quá {fitting} mm.",
)
IMAGE_SHRUNK = (
    "ảnh {original} in {width} × {height} mm: tệp gốc đủ {of_original} dpi nhưng bản nhúng trong "
    "PDF chỉ {found} dpi. Xoá bộ nhớ đệm ảnh rồi dựng lại bản in."
)
IMAGE_SHRUNK_LITTLE = Fault(Level.AMBER, IMAGE_SHRUNK)
IMAGE_SHRUNK_MUCH = Fault(Level.RED, IMAGE_SHRUNK)
PHOTOS = Rule("book.photos", "Danh sách ảnh", "Mọi ảnh trong danh sách đều có trong tệp in.")
PHOTO_NOT_PRINTED = Fault(
    Level.AMBER,
    "Ảnh {original} có trong danh sách ảnh của sách nhưng không thấy trong tệp in. " + _TELL,
)
QUALITY = Rule("quality", "Chất lượng nén ảnh", "Ảnh nào cũng mở được, không bị nén quá tay.")
IMAGE_SQUEEZED = Fault(
    Level.AMBER,
    "ảnh {original} nén JPEG chỉ còn mức {found}/100 (nên từ {wanted}), có thể thấy vệt khối. "
    "Dựng lại ảnh in từ tệp gốc, không gửi ảnh qua Zalo.",
)
IMAGE_BROKEN = Fault(
    Level.RED, "ảnh {original} hỏng, không đọc được. Thay tệp ảnh rồi dựng lại bản in."
)

# --- letters -------------------------------------------------------------------------------------
FONTS = Rule("fonts", "Phông chữ", "Phông nào cũng được nhúng: {names}.")
NO_FONTS = "Trang chỉ có hình, không dùng phông chữ nào."
FONT_NOT_EMBEDDED = Fault(
    Level.RED, "phông {name} không được nhúng; máy nhà in sẽ thay bằng phông khác. " + _TELL
)
FONT_TYPE_3 = Fault(
    Level.RED, "phông {name} là Type 3 (chữ vẽ bằng hình), nhiều máy in làm hỏng. " + _TELL
)
FONT_DAMAGED = Fault(Level.RED, "tệp phông {name} nhúng trong PDF bị hỏng. " + _TELL)
FONT_UNVERIFIABLE = Fault(
    Level.AMBER,
    "phông {name} thuộc loại máy không kiểm được chữ thiếu. Xem kỹ từng dấu tiếng Việt bằng mắt.",
)
GLYPHS = Rule("glyphs", "Chữ thiếu", "Chữ nào cũng có hình trong phông, không có ô vuông.")
GLYPH_MISSING = Fault(
    Level.RED,
    "phông {name} thiếu chữ, in thành ô vuông hoặc chỗ trống {count} lần, gần “{text}”. Gõ lại "
    "chữ đó hoặc đổi phông.",
)

# --- pages ---------------------------------------------------------------------------------------
COUNT = Rule("pages.count", "Số trang", "{count} trang, chia hết cho {signature}.")
COUNT_WRONG = Fault(
    Level.RED,
    "Ruột có {count} trang, không chia hết cho {signature}. Thêm {missing} trang (trang trắng ở "
    "cuối) hoặc bớt {extra} trang.",
)
BLANKS = Rule("pages.blank", "Trang trắng", "{blanks}")
NO_BLANKS = "Không có trang trắng."
BLANKS_FINE = "Có {count} trang trắng đúng chỗ: {pages}."
BLANK_RIGHT = Fault(
    Level.AMBER, "trang bên phải (số lẻ) trắng giữa sách. Xem có mất nội dung không."
)
BLANK_PAIR = Fault(Level.AMBER, "hai trang trắng liền nhau giữa sách. Xem có mất nội dung không.")
BLANK_STRAY = Fault(
    Level.AMBER,
    "trang trắng mà trang sau không phải trang mở đầu phần. Xem có mất nội dung không.",
)
BLANK_END = Fault(
    Level.AMBER, "cuối sách có {count} trang trắng, nhiều hơn {most} trang cần để đủ tay sách."
)
OPENERS = Rule(
    "pages.openers", "Trang mở đầu phần", "{count} trang mở đầu phần đều ở bên phải (số lẻ)."
)
NO_OPENERS = "Không khai trang mở đầu phần nào."
OPENER_LEFT = Fault(
    Level.RED, "“{title}” mở đầu ở trang bên trái (số chẵn). Thêm một trang trắng trước đó."
)
OPENER_BLANK = Fault(Level.RED, "“{title}” phải mở đầu ở đây nhưng trang trắng. " + _TELL)
OPENER_OUTSIDE = Fault(
    Level.RED, "“{title}” phải mở đầu ở trang {number}, nhưng ruột chỉ có {count} trang. " + _TELL
)
SHEETS = Rule("pages.colour", "Trang màu và tay sách", "{sheets}")
ALL_COLOUR = "Cả ruột in bốn màu."
ALL_GREY = "Cả ruột in một màu đen."
SHEETS_FULL = "Trang màu nằm trọn trong các tay {signature} trang."
SHEET_PART = Fault(
    Level.AMBER,
    "tay sách trang {first}–{last} chỉ có một phần là trang màu, nhà in vẫn tính cả tay là in màu. "
    "Dồn trang màu cho trọn tay {signature} trang.",
)

# --- the standard --------------------------------------------------------------------------------
STANDARD = Rule(
    "standard",
    "Chuẩn in",
    "Tệp khai đúng {variant}, điều kiện in {condition}, kèm hồ sơ màu CMYK.",
)
VARIANT_WRONG = Fault(Level.RED, "Tệp khai chuẩn “{found}”, phải là {wanted}. " + _TELL)
VARIANT_NONE = "không có"
VERSION_WRONG = Fault(Level.RED, "Tệp là PDF {found}; {wanted} chỉ nhận đến PDF {limit}. " + _TELL)
INTENT_ABSENT = Fault(Level.RED, "Thiếu điều kiện in (OutputIntent GTS_PDFX). " + _TELL)
INTENT_SEVERAL = Fault(Level.RED, "Có {count} điều kiện in (OutputIntent GTS_PDFX). " + _TELL)
CONDITION_WRONG = Fault(Level.RED, "Điều kiện in khai là “{found}”, phải là “{wanted}”. " + _TELL)
PROFILE_ABSENT = Fault(Level.RED, "Điều kiện in không kèm hồ sơ màu (DestOutputProfile). " + _TELL)
PROFILE_WRONG = Fault(
    Level.RED, "Hồ sơ màu đi kèm không phải hồ sơ máy in CMYK (là “{found}”). " + _TELL
)
NOT_TRAPPED = Fault(Level.RED, "Tệp không khai Trapped là True hay False. " + _TELL)
NO_ID = Fault(Level.RED, "Tệp không có mã nhận dạng (ID). " + _TELL)
NO_DETAILS = Fault(Level.AMBER, "Thông tin tệp thiếu {keys}. " + _TELL)
ENCRYPTED = Fault(Level.RED, "Tệp bị mã hoá. Dựng lại bản in không đặt mật khẩu.")
TRANSPARENCY = Rule("transparency", "Độ trong suốt", "{allowed}")
TRANSPARENCY_ALLOWED = "PDF/X-4 cho phép độ trong suốt."
TRANSPARENCY_NONE = "Không có chỗ nào trong suốt."
TRANSPARENT = Fault(Level.RED, "có độ trong suốt ({what}), PDF/X-1a không nhận. " + _TELL)
PROHIBITED = Rule(
    "prohibited", "Thành phần bị cấm", "Không có liên kết, mã lệnh, tệp kèm hay lớp ẩn."
)
ANNOTATED = Fault(Level.RED, "có chú thích hoặc liên kết ({kind}) nằm trong khổ tràn lề. " + _TELL)
FORBIDDEN = Fault(Level.RED, "Tệp có {what}, tệp in không được có. " + _TELL)
LAYERED = Fault(
    Level.AMBER, "Tệp có lớp bật tắt được (optional content); nhà in có thể in nhầm lớp. " + _TELL
)
FORBIDDEN_THINGS = {
    "script": "mã JavaScript",
    "action": "hành động khi mở hoặc bấm ({name})",
    "attachment": "tệp đính kèm",
    "form": "biểu mẫu điền chữ",
    "layers": "lớp bật tắt được (optional content)",
    "postscript": "đoạn mã PostScript",
    "reference": "nội dung lấy từ tệp khác",
    "opi": "chỉ dẫn thay ảnh (OPI)",
    "alternates": "ảnh thay thế",
    "lzw": "kiểu nén LZW",
    "curve": "đường cong chuyển mực riêng",
}

# --- the cover -----------------------------------------------------------------------------------
SPINE = Rule(
    "spine", "Gáy sách", "Gáy {found} mm, đúng với {pages} trang giấy {paper} dày {leaf} mm mỗi tờ."
)
SPINE_WRONG = Fault(
    Level.RED,
    "Gáy trên bìa là {found} mm, trong khi ruột {pages} trang cần {wanted} mm. Dựng lại bìa.",
)
SPINE_UNKNOWN = Fault(
    Level.AMBER,
    "Chưa khai độ dày giấy nên chưa tính được gáy. Hỏi nhà in độ dày một tờ (mm) rồi ghi vào cấu "
    "hình sách.",
)
SPINE_THIN = Fault(
    Level.AMBER,
    "gáy quá mỏng để in chữ ({found} mm, cần ít nhất {least} mm). Bỏ chữ trên gáy.",
)
FOLDS = Rule("folds", "Nếp gấp bìa", "Không có chữ nào đè lên nếp gấp gáy hay tai bìa.")
TEXT_ON_FOLD = Fault(
    Level.AMBER,
    "chữ “{text}” đè lên hoặc sát nếp gấp (dưới {safe} mm). Dịch chữ ra xa nếp gấp.",
)
BARCODE = Rule("barcode", "Mã vạch ISBN", "{barcode}")
BARCODE_GOOD = "Mã vạch đọc được, đúng ISBN {isbn}, vẽ bằng mực đen một màu."
BARCODE_UNASKED = "Sách chưa có ISBN nên không kiểm mã vạch."
ISBN_WRONG = Fault(
    Level.RED, "ISBN {isbn} sai số kiểm tra hoặc thiếu số. Đối chiếu với giấy cấp ISBN."
)
BARCODE_ABSENT = Fault(
    Level.RED,
    "Không thấy mã vạch ISBN vẽ bằng ít nhất {least} vạch đen một màu (K 100 %). Dựng lại bìa với "
    "mã vạch dạng nét, không dùng ảnh.",
)
BARCODE_OTHER = Fault(Level.RED, "Mã vạch đọc ra “{found}”, không phải ISBN {isbn}. Dựng lại bìa.")
BARCODE_UNREADABLE = Fault(
    Level.RED, "Có vạch đen nhưng không đọc ra mã EAN-13. Dựng lại bìa với mã vạch đúng chuẩn."
)
BARCODE_SIZE = Fault(
    Level.AMBER,
    "Vạch nhỏ nhất của mã vạch rộng {found} mm, nên từ {least} đến {most} mm để máy quét đọc được.",
)
BARCODE_COVERED = Fault(
    Level.RED, "Có hình hoặc chữ đè lên mã vạch, máy quét không đọc được. Dời hình hoặc chữ ấy đi."
)
BARCODE_IMAGE = Fault(
    Level.RED, "Trong ô mã vạch có ảnh. Chỉ để các vạch đen vẽ bằng nét trên nền trắng."
)
BARCODE_GROUND = Fault(
    Level.RED, "Nền dưới mã vạch không trắng, máy quét không đọc được. Lót ô trắng dưới mã vạch."
)

# --- the book ------------------------------------------------------------------------------------
IMPRINT = Rule("book.imprint", "Trang xuất bản", "Trang xuất bản đã đủ các dòng.")
IMPRINT_LACKS = "Trang xuất bản còn trống: {names}. Ghi vào cấu hình sách khi có giấy phép."
BOOK_PARTS = Rule("book.parts", "Các phần của sách", "Sách đủ các phần.")
PARTS_LACK = "Sách còn thiếu: {name}."
DRAFT_LACKS_IMPRINT, DRAFT_LACKS_PARTS = (
    Fault(Level.AMBER, text) for text in (IMPRINT_LACKS, PARTS_LACK)
)
RELEASE_LACKS_IMPRINT, RELEASE_LACKS_PARTS = (
    Fault(Level.RED, text) for text in (IMPRINT_LACKS, PARTS_LACK)
)
CHARACTERS = Rule("book.characters", "Ký tự phông chữ không có", "Không phải bỏ ký tự nào.")
CHARACTERS_LEFT_OUT = Fault(
    Level.AMBER,
    "Đã bỏ các ký tự mà phông chữ không có: {characters}. Tìm trong bài và thay bằng ký tự khác.",
)
COVER_FILE = Rule("book.cover", "Tệp bìa", "{cover}")
COVER_MADE, COVER_LATER = "Có tệp bìa.", "Bản thảo chưa cần bìa."
COVER_ABSENT = Fault(Level.AMBER, "Chưa có tệp bìa. Dựng bìa trước khi gửi nhà in.")


def heading(check: Check) -> str:
    """Return what a check is called outside the report, where no file stands above it."""
    return f"{PARTS[check.part]} – {check.title}"
