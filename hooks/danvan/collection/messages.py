"""Every sentence that staff may read about their files, in one place, to be corrected by people."""

from __future__ import annotations

from typing import NamedTuple


class Message(NamedTuple):
    """What is wrong, how to mend it (both `str.format` templates), and the kind in a few words."""

    what: str
    mend: str
    title: str = ""


ADVICE_SUMMARY = "Góp ý, không cản việc dựng trang ({count}):"

# --- the file as a whole -------------------------------------------------------------------------
EMPTY_FILE = Message(
    "Tệp trống.",
    "Chép lại nội dung từ bản gốc vào tệp này, hoặc xoá tệp nếu không cần.",
)
UNREADABLE_FILE = Message(
    "Không mở được tệp ({reason}).",
    "Kiểm tra quyền đọc của tệp, hoặc chép lại tệp từ bản gốc.",
)
NOT_UTF8 = Message(
    "Tệp lưu bằng bảng mã {encoding}, không phải UTF-8, nên không đọc được chữ Việt.",
    "Mở tệp bằng Notepad (hoặc VS Code), chọn Lưu thành… (Save As), ở ô Bảng mã (Encoding) "
    "chọn UTF-8 rồi lưu đè lên tệp cũ.{extra}",
)
NOT_UTF8_BROKEN = Message(
    "Dòng này có ký tự không đọc được theo bảng mã UTF-8{more}.",
    "Gõ lại chữ bị hỏng rồi lưu tệp với bảng mã UTF-8.",
)
MOJIBAKE = Message(
    "Chữ Việt ở dòng này bị vỡ (“{sample}”), có lẽ trong cả tệp.",
    "Chép lại bài từ bản gốc (tệp Word, thư) rồi lưu với bảng mã UTF-8.",
)
INVISIBLE_CHARACTER = Message(
    "Dòng này có ký tự điều khiển không nhìn thấy (mã {code}).",
    "Xoá cả dòng rồi gõ lại, không dán từ nơi khác.",
)
NOT_UTF8_MORE = " (và {count} dòng khác)"
NO_FRONT_MATTER = Message(
    "Thiếu dòng “---” mở đầu phần thông tin bài.",
    "Thêm một dòng chỉ có ba dấu gạch ngang --- ở ngay đầu tệp, trước “tiêu đề: …”.",
)
NO_FRONT_MATTER_END = Message(
    "Thiếu dòng “---” kết thúc phần thông tin bài.",
    "Thêm một dòng chỉ có ba dấu gạch ngang --- sau dòng thông tin cuối cùng, trước bài viết.",
)
LINKED_FILE = Message(
    "“{name}” là lối tắt (symlink) chứ không phải tệp hay thư mục thật.",
    "Xoá lối tắt và chép tệp thật vào đây.",
)

# --- YAML ----------------------------------------------------------------------------------------
YAML_COLON = Message(
    "Dòng này có thêm một dấu hai chấm “:” nên máy không hiểu.",
    "Đặt cả phần sau dấu hai chấm đầu tiên trong ngoặc kép thẳng, ví dụ: "
    'tiêu đề: "Tổ sản xuất: xanh và sạch".',
)
YAML_TAB = Message(
    "Dòng này thụt vào bằng phím Tab.",
    "Thay Tab bằng dấu cách (thường là hai dấu cách).",
)
YAML_QUOTE = Message(
    "Có dấu ngoặc kép hoặc nháy đơn mở ra mà không đóng lại.",
    "Thêm dấu đóng ở cuối giá trị, hoặc bỏ dấu mở.",
)
YAML_KEY = Message(
    "Dòng này không có dấu hai chấm “:” sau tên mục.",
    "Viết theo dạng “tên mục: giá trị”, ví dụ: năm: 2023.",
)
YAML_COLON_SPACE = Message(
    "Sau dấu hai chấm “:” ở dòng này thiếu dấu cách.",
    "Viết dấu hai chấm thường rồi một dấu cách, ví dụ: năm: 2023.",
)
YAML_AFTER_QUOTE = Message(
    "Giá trị mở đầu bằng dấu ngoặc nhưng sau dấu đóng ngoặc còn chữ.",
    "Dùng ngoặc kép cong “…” thay cho ngoặc thẳng, hoặc bọc cả giá trị trong nháy đơn, ví dụ: "
    """tiêu đề: '"Phố xanh" của chi hội số 5'.""",
)
YAML_BACKSLASH = Message(
    "Có dấu gạch chéo ngược “\\” trong ngoặc kép nên máy không hiểu.",
    "Bỏ dấu gạch chéo ngược, hoặc thay ngoặc kép bằng nháy đơn '…'.",
)
YAML_HASH = Message(
    "Máy bỏ qua phần từ dấu # trở đi: “{text}”.",
    'Đặt cả giá trị trong ngoặc kép thẳng, ví dụ: "…{text}"; nếu đó là ghi chú thì thêm một dấu '
    "cách sau dấu #.",
)
YAML_START = Message(
    "Giá trị bắt đầu bằng ký tự đặc biệt ({character}) nên máy không hiểu.",
    'Đặt cả giá trị trong ngoặc kép thẳng, ví dụ: "{character}…".',
)
YAML_INDENT = Message(
    "Dòng này thụt vào không đều với các dòng cùng mục.",
    "Cho các dòng cùng mục thẳng lề trái với nhau; nếu dòng này nối tiếp dòng trên thì đặt cả giá "
    "trị trong ngoặc kép thẳng.",
)
YAML_OTHER = Message(
    "Phần thông tin bài sai cú pháp ở dòng này hoặc ngay dòng trên.",
    "So với một bài đã đăng: mỗi dòng là “tên mục: giá trị”, danh sách bắt đầu bằng “- ”; "
    "đặt giá trị có ký tự lạ trong ngoặc kép.",
)
NOT_A_MAPPING = Message(
    "Phần thông tin bài không phải các dòng “tên mục: giá trị”.",
    "Viết mỗi thông tin trên một dòng, ví dụ: tiêu đề: Tuyến phố xanh.",
)
NOT_A_LIST = Message(
    "Tệp này phải là danh sách các đơn vị.",
    "Mỗi đơn vị bắt đầu bằng “- tên: …”, các dòng sau thẳng lề với chữ “tên”.",
)

# --- keys and values -----------------------------------------------------------------------------
UNKNOWN_KEY = Message(
    "Không có mục nào tên “{key}”.",
    "{hint}",
)
UNKNOWN_KEY_NEAR = "Có phải “{near}”? Sửa lại tên mục, hoặc xoá dòng này."
UNKNOWN_KEY_OF_PHOTO = "Mục này thuộc về một ảnh: thụt vào cho thẳng lề với chữ “tệp” của ảnh đó."
UNKNOWN_KEY_FAR = "Xoá dòng này. Các mục dùng được: {known}."
DUPLICATE_KEY = Message(
    "Mục “{key}” viết hai lần (lần đầu ở dòng {first}).",
    "Giữ lại một dòng và xoá dòng kia.",
)
MISSING_KEY = Message(
    "Thiếu mục bắt buộc “{key}” ({help}).",
    "Thêm một dòng “{key}: …”, ví dụ: {key}: {example}",
)
EMPTY_KEY = Message(
    "Mục “{key}” để trống ({help}).",
    "Điền giá trị sau dấu hai chấm, ví dụ: {key}: {example}",
)
WRONG_TYPE = Message(
    "Mục “{key}” phải là {wanted}, không phải {given}.",
    "Viết lại, ví dụ: {key}: {example}",
)
UNKNOWN_VALUE = Message(
    "Mục “{key}” không nhận giá trị “{value}”.",
    "{hint}",
)
UNKNOWN_VALUE_NEAR = "Có phải “{near}”? Các giá trị dùng được: {known}."
UNKNOWN_VALUE_FAR = "Chọn một trong các giá trị: {known}."
UNIT_TWICE = Message(
    "Đơn vị “{name}” ghi hai lần (lần đầu ở dòng {first}).",
    "Giữ lại một mục và xoá mục kia.",
)
QUOTA_REVERSED = Message(
    "Đơn vị “{name}” có số bài ít nhất ({low}) lớn hơn nhiều nhất ({high}).",
    "Sửa một trong hai số.",
)
DUPLICATE_TITLE = Message(
    "Tiêu đề “{title}” trùng với bài ở {other}.",
    "Đổi tiêu đề một trong hai bài; nếu là cùng một bài thì xoá thư mục thừa.",
)
DUPLICATE_SLUG = Message(
    "Thư mục “{name}” cho ra cùng địa chỉ “{slug}” với thư mục “{other}”.",
    "Đổi tên một trong hai thư mục; nếu là cùng một bài thì xoá thư mục thừa.",
)
BAD_FOLDER_NAME = Message(
    "Tên thư mục “{name}” không có chữ cái hay chữ số nào dùng được làm địa chỉ.",
    "Đổi tên thư mục bằng chữ không dấu, ví dụ: to-san-xuat-xanh.",
)
RESERVED_FOLDER_NAME = Message(
    "Tên thư mục “{name}” trùng với một địa chỉ mà trang web đã dùng.",
    "Đổi tên thư mục lĩnh vực, ví dụ: {name}-2.",
)
MISSING_ARTICLE_FILE = Message(
    "Thư mục này không có tệp guong.md.",
    "{hint}",
)
MISSING_ARTICLE_FAR = (
    "Tạo tệp guong.md trong thư mục (chép từ một bài khác rồi sửa), hoặc xoá thư mục."
)
MISSING_ARTICLE_NEAR = "Có phải “{near}” là bài? Đổi tên tệp thành guong.md."
MISSING_ARTICLE_WORD = (
    "“{near}” không phải tệp chữ thường: chép nội dung sang tệp guong.md (lấy từ một bài khác)."
)
MISSING_ARTICLE_DEEPER = (
    "Bài nằm sâu quá: chuyển thư mục “{near}” ra ngay trong thư mục lĩnh vực rồi xoá thư mục này."
)
MISSING_FIELD_FILE = Message(
    "Thư mục lĩnh vực này không có tệp linh-vuc.md.",
    "Tạo tệp linh-vuc.md có các mục tên và thứ tự; nếu đây không phải lĩnh vực thì chuyển thư mục "
    "ra ngoài exemplars/.",
)
NO_EXEMPLARS_FOLDER = Message(
    "Không có thư mục exemplars/ hoặc trong đó chưa có lĩnh vực nào.",
    "Tạo lại thư mục exemplars/ với bốn lĩnh vực, mỗi lĩnh vực có tệp linh-vuc.md.",
)
MISPLACED_ARTICLE = Message(
    "Tệp “{name}” nằm sai chỗ: bài phải ở trong thư mục riêng của lĩnh vực.",
    "Tạo một thư mục cho bài trong lĩnh vực và chuyển tệp vào đó với tên guong.md.",
)

# --- photos --------------------------------------------------------------------------------------
PHOTO_MISSING = Message(
    "Không có tệp ảnh “{name}” trong thư mục của bài.",
    "Chép ảnh vào thư mục này, hoặc sửa tên tệp.{hint}",
)
PHOTO_MISSING_NEAR = " Có phải “{near}”?"
PHOTO_OUTSIDE = Message(
    "Ảnh “{name}” nằm ngoài thư mục của bài.",
    "Chép ảnh vào cùng thư mục với tệp này rồi chỉ ghi tên tệp, ví dụ: ra-quan.jpg.",
)
PHOTO_LINKED = Message(
    "Ảnh “{name}” là lối tắt (symlink) chứ không phải tệp ảnh thật.",
    "Xoá lối tắt và chép tệp ảnh thật vào thư mục của bài.",
)
PHOTO_ZERO = Message(
    "Ảnh “{name}” là tệp rỗng (0 byte).",
    "Tải hoặc chép lại ảnh gốc.",
)
PHOTO_NOT_IMAGE = Message(
    "Tệp “{name}” không phải ảnh đọc được.",
    "Dùng ảnh JPEG, PNG, WebP, HEIC, TIFF hoặc GIF; nếu là tệp Word/PDF thì xuất ảnh ra trước.",
)
PHOTO_TRUNCATED = Message(
    "Ảnh “{name}” bị cụt hoặc hỏng, không đọc được hết.",
    "Tải hoặc xin lại ảnh gốc (thường do gửi qua mạng bị ngắt giữa chừng).",
)
PHOTO_UNREADABLE = Message(
    "Không mở được tệp ảnh “{name}”.",
    "Kiểm tra quyền đọc của tệp, hoặc chép lại ảnh từ bản gốc.",
)
PHOTO_TOO_LARGE = Message(
    "Ảnh “{name}” quá lớn để mở an toàn (hơn {limit} triệu điểm ảnh).",
    "Thu nhỏ ảnh còn dưới {limit} triệu điểm ảnh (ví dụ cạnh dài 8.000 px) rồi chép đè.",
)
PHOTO_TOO_NARROW = Message(
    "Ảnh “{name}” quá dài và hẹp (cạnh dài hơn {ratio} lần cạnh ngắn).",
    "Cắt bớt ảnh, hoặc chia thành nhiều ảnh.",
)
PHOTO_TWICE = Message(
    "Ảnh “{name}” được liệt kê hai lần (lần đầu ở dòng {first}).",
    "Xoá một trong hai mục ảnh.",
)
INLINE_PHOTO_UNLISTED = Message(
    "Bài có chèn ảnh “{name}” nhưng ảnh chưa có trong mục “ảnh” ở đầu tệp.",
    "Thêm “- tệp: {name}” vào mục “ảnh”, kèm chú thích và người chụp.",
)
INLINE_PHOTO_REMOTE = Message(
    "Bài chèn ảnh từ địa chỉ ngoài “{name}”.",
    "Tải ảnh về thư mục của bài (nếu được phép dùng) và liệt kê trong mục “ảnh”.",
)
INLINE_PHOTO_EMPTY = Message(
    "Bài chèn ảnh nhưng chưa ghi tên tệp ảnh.",
    "Ghi tên tệp trong ngoặc tròn, ví dụ: ![Buổi ra quân](ra-quan.jpg).",
)
INLINE_PHOTO_HTML = Message(
    "Bài chèn ảnh bằng thẻ HTML <img>.",
    "Thay bằng ![mô tả](tên-tệp.jpg) và liệt kê ảnh trong mục “ảnh”.",
)
BROKEN_LINK = Message(
    "Liên kết “{target}” không dẫn tới bài nào.",
    "Sửa lại, ví dụ ../ten-thu-muc-bai/guong.md cho bài cùng lĩnh vực, hoặc dùng địa chỉ "
    "đầy đủ https://….",
)
LINK_NOT_PUBLIC = Message(
    "Liên kết “{target}” dẫn tới một bài chưa được đăng.",
    "Bỏ liên kết cho tới khi bài kia được duyệt và đồng ý đăng.",
)

# --- advice --------------------------------------------------------------------------------------
UNLISTED_PHOTO = Message(
    "Tệp ảnh “{name}” có trong thư mục nhưng không có trong mục “ảnh”.",
    "Thêm vào mục “ảnh” nếu muốn dùng, hoặc xoá tệp.",
    "Ảnh chưa được dùng",
)
NO_CAPTION = Message(
    "Ảnh “{name}” chưa có chú thích.",
    "Thêm dòng “chú thích: …” dưới tên tệp.",
    "Ảnh thiếu chú thích",
)
NO_CREDIT = Message(
    "Ảnh “{name}” chưa ghi người chụp.",
    "Thêm dòng “người chụp: …” dưới tên tệp.",
    "Ảnh thiếu người chụp",
)
UNKNOWN_UNIT = Message(
    "Đơn vị “{unit}” không có trong don-vi.yml.{hint}",
    "Sửa tên cho khớp, hoặc thêm đơn vị vào exemplars/don-vi.yml.",
    "Đơn vị chưa có trong danh sách",
)
UNKNOWN_UNIT_NEAR = " Gần nhất: “{near}”."
MISSING_SECTION = Message(
    "Bài chưa có phần “{section}”.",
    "Thêm dòng “## {section}” và nội dung của phần này.",
    "Bài thiếu phần",
)
SMALL_PHOTO = Message(
    "Ảnh “{name}” chỉ rộng {width} × {height} px, in trong sách sẽ mờ.",
    "Xin ảnh gốc có cạnh dài từ {wanted} px trở lên.",
    "Ảnh nhỏ so với khổ in",
)
NO_CONSENT = Message(
    "Bài đã duyệt nhưng chưa ghi “đồng ý đăng: có” nên không được đăng.",
    "Khi người trong bài đã đồng ý, thêm dòng “đồng ý đăng: có”.",
    "Đã duyệt nhưng chưa có đồng ý đăng",
)
SAME_ORDER = Message(
    "Thứ tự {order} đã dùng cho lĩnh vực “{other}”.",
    "Cho mỗi lĩnh vực một số thứ tự riêng.",
    "Lĩnh vực trùng thứ tự",
)
UNKNOWN_HERO = Message(
    "Không có ảnh phong trào nào tên “{name}” để đặt ở đầu trang chủ.",
    "Sửa mục “ảnh trang chủ” theo một tên tệp trong docs/anh-phong-trao/index.md.",
    "Ảnh trang chủ không có",
)
NO_WARD = Message(
    "Bài chưa ghi phường.",
    "Thêm dòng “phường: …” để bạn đọc tìm theo địa bàn.",
    "Bài chưa ghi phường",
)

# --- settings (mkdocs.yml) -----------------------------------------------------------------------
SETTING_UNKNOWN = Message(
    "extra.book không có mục “{key}”.",
    "{hint}",
)
SETTING_WRONG = Message(
    "extra.book.{key} phải là {wanted}.",
    "Sửa lại trong mkdocs.yml, ví dụ: {key}: {example}",
)
