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
    "Tệp trống, không có chữ nào.",
    "Chép lại nội dung từ bản gốc vào tệp này, hoặc xoá tệp nếu không cần.",
)
UNREADABLE_FILE = Message(
    "Không mở được tệp ({reason}).",
    "Đóng tệp nếu đang mở ở phần mềm khác, hoặc chép lại tệp từ bản gốc; vẫn không được thì nhờ "
    "người quản trị máy cấp quyền đọc tệp.",
)
UNREADABLE_FOLDER = Message(
    "Không mở được thư mục này.",
    "Nhờ người quản trị máy cấp quyền đọc thư mục, hoặc chép lại thư mục từ bản gốc.",
)
REASON_PERMISSION = "không có quyền đọc"
REASON_FOLDER = "đây là thư mục"
REASON_OTHER = "ổ đĩa báo lỗi"
NOT_TEXT = Message(
    "Đây là tệp Word, PDF hoặc ảnh được đổi tên, không phải tệp chữ.",
    "Chép tệp cùng tên của một bài khác vào đây, rồi thay bằng nội dung của tệp này.",
)
NOT_UTF8 = Message(
    "Tệp được lưu bằng bảng mã {encoding}, không phải UTF-8, nên máy không đọc được chữ Việt.",
    "Mở tệp bằng Notepad (hoặc VS Code), chọn Lưu thành… (Save As), ở ô Bảng mã (Encoding) "
    "chọn UTF-8 rồi lưu đè lên tệp cũ.{extra}",
)
NOT_UTF8_BROKEN = Message(
    "Dòng này có chữ bị hỏng, không đọc được theo bảng mã UTF-8{more}.",
    "Gõ lại chữ bị hỏng, rồi chọn Lưu thành… (Save As) và bảng mã (Encoding) UTF-8.",
)
MOJIBAKE = Message(
    "Chữ Việt ở dòng này bị vỡ thành ký tự lạ (“{sample}”), có lẽ cả tệp cũng vậy.",
    "Chép lại bài từ bản gốc (tệp Word, thư điện tử), rồi chọn Lưu thành… (Save As) và bảng mã "
    "(Encoding) UTF-8.",
)
INVISIBLE_CHARACTER = Message(
    "Dòng này có ký tự điều khiển không nhìn thấy (mã {code}).",
    "Xoá cả dòng rồi gõ lại, không dán từ nơi khác.",
)
NOT_UTF8_MORE = " (còn {count} dòng khác)"
NO_FRONT_MATTER = Message(
    "Thiếu dòng “---” mở đầu phần thông tin bài.",
    "Thêm một dòng chỉ có ba dấu gạch ngang --- ở ngay đầu tệp, trước dòng thông tin đầu tiên.",
)
NO_FRONT_MATTER_END = Message(
    "Thiếu dòng “---” kết thúc phần thông tin bài.",
    "Thêm một dòng chỉ có ba dấu gạch ngang --- sau dòng thông tin cuối cùng, trước bài viết.",
)
LINKED_FILE = Message(
    "“{name}” là lối tắt (symlink) chứ không phải tệp hay thư mục thật.",
    "Xoá lối tắt, rồi chép tệp hoặc thư mục thật vào đúng chỗ đó.",
)

# --- YAML ----------------------------------------------------------------------------------------
YAML_COLON = Message(
    "Dòng này có thêm một dấu hai chấm “:” nên máy không hiểu.",
    "Đặt cả phần sau dấu hai chấm đầu tiên trong ngoặc kép thẳng (phím Shift và '), ví dụ: "
    'tiêu đề: "Tổ sản xuất: xanh và sạch".',
)
YAML_TAB = Message(
    "Dòng này thụt vào bằng phím Tab.",
    "Xoá chỗ thụt ấy rồi gõ dấu cách cho thẳng lề với các dòng cùng mục.",
)
YAML_QUOTE = Message(
    "Có dấu ngoặc kép hoặc nháy đơn mở ra mà không đóng lại.",
    'Thêm đúng dấu ấy ở cuối dòng, hoặc xoá dấu mở ở đầu, ví dụ: tiêu đề: "Tuyến phố xanh".',
)
YAML_KEY = Message(
    "Dòng này không có dấu hai chấm “:” sau tên mục.",
    "Viết theo dạng “tên mục: giá trị”, ví dụ: năm: 2023; nếu dòng này nối tiếp dòng trên thì gộp "
    "vào cuối dòng trên.",
)
YAML_COLON_SPACE = Message(
    "Sau dấu hai chấm “:” ở dòng này thiếu dấu cách.",
    "Gõ lại dấu hai chấm rồi thêm một dấu cách, ví dụ: năm: 2023.",
)
YAML_AFTER_QUOTE = Message(
    "Phần sau dấu hai chấm mở đầu bằng dấu ngoặc thẳng, nhưng sau dấu đóng ngoặc vẫn còn chữ.",
    "Thay ngoặc thẳng bằng ngoặc kép cong “…”, hoặc bọc cả phần ấy trong nháy đơn, ví dụ: "
    """tiêu đề: '"Phố xanh" của chi hội số 5'.""",
)
YAML_BACKSLASH = Message(
    "Có dấu gạch chéo ngược “\\” trong ngoặc kép nên máy không hiểu.",
    "Bỏ dấu gạch chéo ngược, hoặc thay ngoặc kép bằng nháy đơn '…'.",
)
YAML_HASH = Message(
    "Máy bỏ qua phần từ dấu # trở đi: “{text}”.",
    'Đặt cả phần sau dấu hai chấm, kể cả “{text}”, trong ngoặc kép thẳng "…"; nếu đó là ghi chú '
    "thì thêm một dấu cách sau dấu #.",
)
YAML_START = Message(
    "Phần sau dấu hai chấm bắt đầu bằng ký tự đặc biệt ({character}) nên máy không hiểu.",
    'Đặt cả phần ấy trong ngoặc kép thẳng, ví dụ: "{character}…".',
)
YAML_INDENT = Message(
    "Dòng này thụt vào không đều với các dòng cùng mục.",
    "Thêm hoặc bớt dấu cách ở đầu dòng cho thẳng lề với các dòng cùng mục; nếu dòng này nối tiếp "
    "dòng trên thì gộp vào cuối dòng trên.",
)
YAML_OTHER = Message(
    "Máy không hiểu dòng này hoặc dòng ngay trên nó.",
    "So với một bài đã đăng: mỗi dòng là “tên mục: giá trị”, mỗi ảnh trong danh sách bắt đầu bằng "
    "“- ”; phần nào có ký tự lạ thì đặt trong ngoặc kép thẳng.",
)
NOT_A_MAPPING = Message(
    "Phần thông tin ở đầu tệp phải gồm các dòng “tên mục: giá trị”.",
    "Viết mỗi thông tin trên một dòng, ví dụ: tiêu đề: Tuyến phố xanh.",
)
NOT_A_LIST = Message(
    "Tệp này phải là danh sách các đơn vị.",
    "Viết mỗi đơn vị bắt đầu bằng “- tên: …”, các dòng sau thẳng lề với chữ “tên”.",
)

# --- keys and values -----------------------------------------------------------------------------
UNKNOWN_KEY = Message(
    "Không có mục nào tên là “{key}”.",
    "{hint}",
)
UNKNOWN_KEY_NEAR = "Có phải là “{near}”? Nếu phải thì sửa lại tên mục, nếu không thì xoá dòng này."
UNKNOWN_KEY_OF_PHOTO = (
    "Mục này là của một ảnh: đặt dưới dòng “- tệp: …” của ảnh đó, thụt vào cho thẳng với chữ “tệp”."
)
UNKNOWN_KEY_FAR = "Xoá dòng này. Các mục dùng được: {known}."
DUPLICATE_KEY = Message(
    "Mục “{key}” được viết hai lần (lần đầu ở dòng {first}).",
    "Giữ lại một dòng và xoá dòng kia.",
)
MISSING_KEY = Message(
    "Thiếu mục bắt buộc “{key}” ({help}).",
    "Thêm một dòng, ví dụ: {key}: {example}",
)
EMPTY_KEY = Message(
    "Mục “{key}” còn để trống ({help}).",
    "Điền vào sau dấu hai chấm và một dấu cách, ví dụ: {key}: {example}",
)
WRONG_TYPE = Message(
    "Mục “{key}” phải là {wanted}, không phải {given}.",
    "Viết lại, ví dụ: {key}: {example}",
)
UNKNOWN_VALUE = Message(
    "Mục “{key}” không nhận giá trị “{value}”.",
    "{hint}",
)
UNKNOWN_VALUE_NEAR = "Có phải là “{near}”? Chỉ dùng được: {known}."
UNKNOWN_VALUE_FAR = "Chọn một trong số này: {known}."
UNIT_TWICE = Message(
    "Đơn vị “{name}” được ghi hai lần (lần đầu ở dòng {first}).",
    "Giữ lại một chỗ và xoá chỗ kia.",
)
QUOTA_REVERSED = Message(
    "Đơn vị “{name}” có số bài ít nhất ({low}) lớn hơn số bài nhiều nhất ({high}).",
    "Sửa một trong hai số để “ít nhất” không lớn hơn “nhiều nhất”.",
)
DUPLICATE_TITLE = Message(
    "Tiêu đề “{title}” trùng với bài trong thư mục “{other}”.",
    "Đổi tiêu đề một trong hai bài; nếu là cùng một bài thì xoá thư mục thừa.",
)
DUPLICATE_SLUG = Message(
    "Thư mục “{name}” và thư mục “{other}” có cùng một địa chỉ trên trang: “{slug}”.",
    "Đổi tên một trong hai thư mục; nếu là cùng một bài thì xoá thư mục thừa.",
)
BAD_FOLDER_NAME = Message(
    "Tên thư mục “{name}” không có chữ cái hay chữ số nào để làm địa chỉ trang.",
    "Đặt lại tên thư mục bằng chữ không dấu, ví dụ: to-san-xuat-xanh.",
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
    "Tạo tệp guong.md trong thư mục này (chép từ một bài khác rồi sửa), hoặc xoá thư mục."
)
MISSING_ARTICLE_NEAR = "Nếu “{near}” là bài viết thì đổi tên tệp đó thành guong.md."
MISSING_ARTICLE_WORD = (
    "Máy không đọc tệp Word hay PDF như “{near}”: chép tệp guong.md của một bài khác vào đây, "
    "rồi thay bằng nội dung của “{near}”."
)
MISSING_ARTICLE_DEEPER = (
    "Bài nằm sâu quá: chuyển thư mục “{near}” ra ngay trong thư mục lĩnh vực rồi xoá thư mục này."
)
MISSING_FIELD_FILE = Message(
    "Thư mục lĩnh vực này không có tệp linh-vuc.md.",
    "Chép tệp linh-vuc.md của lĩnh vực khác vào đây rồi sửa; nếu đây không phải lĩnh vực thì "
    "chuyển thư mục ra ngoài exemplars/.",
)
NO_EXEMPLARS_FOLDER = Message(
    "Không có thư mục exemplars/ hoặc trong đó chưa có lĩnh vực nào.",
    "Tạo lại thư mục exemplars/; trong đó mỗi lĩnh vực là một thư mục có tệp linh-vuc.md.",
)
CAPITAL_SUFFIX = Message(
    "Tên tệp “{name}” có đuôi viết hoa nên trang không nhận ra bài.",
    "Đổi tên tệp thành “{wanted}”.",
)
MISPLACED_ARTICLE = Message(
    "Tệp “{name}” nằm sai chỗ: mỗi bài phải nằm trong một thư mục riêng của lĩnh vực.",
    "Tạo một thư mục cho bài trong thư mục lĩnh vực, chuyển tệp vào đó và đặt tên là guong.md.",
)

# --- photos --------------------------------------------------------------------------------------
PHOTO_MISSING = Message(
    "Không có tệp ảnh “{name}” trong thư mục của bài.",
    "Chép ảnh vào cùng thư mục với tệp này, hoặc sửa lại tên ảnh ở dòng này.{hint}",
)
PHOTO_MISSING_NEAR = " Có phải là “{near}”?"
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
    "Chép lại hoặc xin lại ảnh gốc.",
)
PHOTO_NOT_IMAGE = Message(
    "Tệp “{name}” không phải ảnh mà máy đọc được.",
    "Dùng ảnh JPEG, PNG, WebP, HEIC, TIFF hoặc GIF; ảnh nằm trong tệp Word hay PDF thì lưu riêng "
    "thành tệp ảnh.",
)
PHOTO_TRUNCATED = Message(
    "Ảnh “{name}” bị cụt hoặc hỏng, không đọc được hết.",
    "Chép lại hoặc xin lại ảnh gốc (ảnh thường bị cụt vì đứt mạng khi đang gửi).",
)
PHOTO_UNREADABLE = Message(
    "Không mở được tệp ảnh “{name}”.",
    "Chép lại ảnh từ bản gốc; vẫn không được thì nhờ người quản trị máy cấp quyền đọc tệp.",
)
PHOTO_TOO_LARGE = Message(
    "Ảnh “{name}” quá lớn để mở an toàn (hơn {limit} triệu điểm ảnh).",
    "Thu nhỏ ảnh (ví dụ cạnh dài còn 8.000 điểm ảnh) rồi chép đè lên tệp cũ.",
)
PHOTO_TOO_NARROW = Message(
    "Ảnh “{name}” quá dài và hẹp (cạnh dài hơn {ratio} lần cạnh ngắn).",
    "Cắt bớt ảnh, hoặc chia thành nhiều ảnh.",
)
PHOTO_TWICE = Message(
    "Ảnh “{name}” được liệt kê hai lần (lần đầu ở dòng {first}).",
    "Giữ lại một chỗ và xoá chỗ kia, cả chú thích và người chụp đi kèm.",
)
INLINE_PHOTO_UNLISTED = Message(
    "Bài có chèn ảnh “{name}” nhưng ảnh này chưa có trong mục “ảnh” ở đầu tệp.",
    "Thêm “- tệp: {name}” vào mục “ảnh”, kèm chú thích và người chụp.",
)
INLINE_PHOTO_REMOTE = Message(
    "Bài chèn ảnh từ một trang khác: “{name}”.",
    "Tải ảnh về thư mục của bài (nếu được phép dùng), thêm vào mục “ảnh”, còn ở dòng này chỉ ghi "
    "tên tệp.",
)
INLINE_PHOTO_EMPTY = Message(
    "Bài chèn ảnh nhưng chưa ghi tên tệp ảnh.",
    "Ghi tên tệp trong ngoặc tròn, ví dụ: ![Buổi ra quân](ra-quan.jpg).",
)
INLINE_PHOTO_REFERENCE = Message(
    "Bài chèn ảnh kiểu ![…][…] nên máy không biết là ảnh nào.",
    "Thay bằng ![mô tả](tên-tệp.jpg) và liệt kê ảnh trong mục “ảnh”.",
)
INLINE_PHOTO_HTML = Message(
    "Bài chèn ảnh bằng thẻ HTML <img>.",
    "Thay cả thẻ ấy bằng ![](ra-quan.jpg), ghi đúng tên tệp ảnh, và thêm ảnh vào mục “ảnh”.",
)
BROKEN_LINK = Message(
    "Liên kết “{target}” không dẫn tới trang nào.",
    "Sửa lại: bài cùng lĩnh vực thì ghi ../ten-thu-muc-bai/guong.md, trang khác thì ghi địa chỉ "
    "đầy đủ https://….",
)
LINK_NOT_PUBLIC = Message(
    "Liên kết “{target}” dẫn tới một bài chưa được đăng.",
    "Bỏ liên kết cho tới khi bài kia được duyệt và đồng ý đăng.",
)

ARTICLE_TOO_LONG = Message(
    "Bài dài {length} ký tự, quá {limit} ký tự.",
    "Xem lại tệp: có thể đã dán nhầm mã hay ảnh vào chữ. Bài rất dài thì chia thành nhiều bài.",
)
TOO_MANY_SIGNS = Message(
    "Bài có {count} dấu “{sign}”, máy dựng không nổi.",
    "Xem lại dòng này: có thể đã dán nhầm mã vào chữ. Xoá những dấu ấy.",
)
NESTED_TOO_DEEP = Message(
    "Dòng này mở quá nhiều danh sách lồng nhau.",
    "Xoá bớt dấu đầu dòng (-, *, >, 1.) ở đầu dòng.",
)
REMOVED_WITHOUT = Message(
    "Bài có trạng thái “gỡ” nhưng thiếu mục “{key}”.",
    "Thêm một dòng, ví dụ: {key}: {example}",
)
REMOVED_ONLY = Message(
    "Bài có mục “{key}” nhưng trạng thái không phải là “gỡ”.",
    "Muốn gỡ bài thì ghi “trạng thái: gỡ”; không gỡ thì xoá mục “{key}”.",
)
LINK_REMOVED = Message(
    "Liên kết “{target}” dẫn tới một bài đã gỡ.",
    "Xoá liên kết ấy, giữ lại phần chữ.",
)
OLD_ADDRESS_TAKEN = Message(
    "Địa chỉ cũ “{address}” nay là của {other}.",
    "Bỏ địa chỉ ấy khỏi mục “địa chỉ cũ”: một địa chỉ chỉ dẫn tới một bài.",
)
OLD_ADDRESS_RESERVED = Message(
    "Địa chỉ cũ “{address}” bắt đầu bằng một tên mà trang dùng riêng.",
    "Chép lại địa chỉ của bài, dạng kinh-te/to-san-xuat-xanh.",
)
SHORT_ADDRESS_TAKEN = Message(
    "Địa chỉ ngắn g/{short}/ của “{address}” trùng với địa chỉ ngắn của {other}.",
    "Đổi tên thư mục của bài chưa đăng.",
)
# --- advice --------------------------------------------------------------------------------------
UNLISTED_PHOTO = Message(
    "Tệp ảnh “{name}” có trong thư mục nhưng không có trong mục “ảnh”.",
    "Thêm “- tệp: {name}” vào mục “ảnh” nếu muốn dùng, hoặc xoá tệp.",
    "Ảnh chưa được dùng",
)
FOREIGN_HTML = Message(
    "Bài có thẻ <{name}>; trang và sách bỏ thẻ này.",
    "Xoá thẻ ấy. Muốn hiện dấu < thì gõ &lt;. Muốn dẫn tới video thì chép địa chỉ vào một liên "
    "kết: [xem video](https://…).",
    "Đoạn mã bị bỏ",
)
FOREIGN_ATTRIBUTE = Message(
    "Thẻ <{tag}> có thuộc tính “{name}” mà trang và sách không nhận; thuộc tính ấy bị bỏ.",
    "Xoá thuộc tính ấy, hoặc viết đoạn này bằng chữ thường, không dùng thẻ.",
    "Thuộc tính bị bỏ",
)
NO_CAPTION = Message(
    "Ảnh “{name}” chưa có chú thích.",
    "Ghi “- tệp: {name}”, ngay dưới thêm dòng “chú thích: …” thẳng với chữ “tệp”.",
    "Ảnh thiếu chú thích",
)
NO_CREDIT = Message(
    "Ảnh “{name}” chưa ghi người chụp.",
    "Ghi “- tệp: {name}”, ngay dưới thêm dòng “người chụp: …” thẳng với chữ “tệp”.",
    "Ảnh thiếu người chụp",
)
UNKNOWN_UNIT = Message(
    "Đơn vị “{unit}” không có trong don-vi.yml.{hint}",
    "Sửa tên cho khớp, hoặc thêm đơn vị vào exemplars/don-vi.yml.",
    "Đơn vị chưa có trong danh sách",
)
UNKNOWN_UNIT_NEAR = " Tên gần giống nhất: “{near}”."
MISSING_SECTION = Message(
    "Bài chưa có phần “{section}”.",
    "Thêm dòng “## {section}” và nội dung của phần này.",
    "Bài thiếu phần",
)
SMALL_PHOTO = Message(
    "Ảnh “{name}” chỉ có {width} × {height} điểm ảnh, in trong sách sẽ mờ.",
    "Xin ảnh gốc có cạnh dài từ {wanted} điểm ảnh trở lên.",
    "Ảnh nhỏ so với khổ in",
)
NO_CONSENT = Message(
    "Bài đã duyệt nhưng chưa ghi “đồng ý đăng: có” nên không được đăng.",
    "Khi người trong bài đã đồng ý, thêm dòng “đồng ý đăng: có”.",
    "Đã duyệt nhưng chưa ghi “đồng ý đăng”",
)
SAME_ORDER = Message(
    "Số thứ tự {order} đã dùng cho lĩnh vực “{other}”.",
    "Cho mỗi lĩnh vực một số thứ tự riêng.",
    "Lĩnh vực trùng thứ tự",
)
UNKNOWN_HERO = Message(
    "Không có ảnh phong trào nào tên “{name}” để đặt ở đầu trang chủ.",
    "Sửa mục “ảnh trang chủ” thành tên một tệp ảnh có trong docs/anh-phong-trao/index.md.",
    "Không có ảnh trang chủ",
)
NO_WARD = Message(
    "Bài chưa ghi phường.",
    "Thêm dòng “phường: …” để bạn đọc tìm theo địa bàn.",
    "Bài chưa ghi phường",
)

BOOK_LEFT_OUT = "Góp ý: sách PDF bỏ những ký tự mà phông chữ không có: {characters}"

# --- settings (mkdocs.yml) -----------------------------------------------------------------------
SETTING_UNKNOWN = Message(
    "Phần “book” của mkdocs.yml không có mục “{key}”.",
    "{hint}",
)
SETTING_WRONG = Message(
    "Mục “{key}” trong phần “book” của mkdocs.yml phải là {wanted}.",
    "Sửa lại dòng này, ví dụ: {key}: {example}",
)
PAPER_UNKNOWN = Message(
    "Chưa biết giấy “{paper}” dày bao nhiêu nên không tính được gáy sách.",
    "Hỏi nhà in độ dày một tờ (mm) rồi thêm vào nhóm “press”, ví dụ: paper_thickness: 0.1",
)
PROFILE_MISSING = Message(
    "Không có tệp hồ sơ màu “{profile}”.",
    "Chép tệp ICC nhà in gửi vào thư mục dự án và ghi đúng đường dẫn, hoặc xoá dòng “profile” để"
    " dùng FOGRA39.",
)
PROFILE_WRONG = Message(
    "Tệp “{profile}” không phải hồ sơ màu CMYK.",
    "Xin nhà in đúng tệp ICC của giấy và máy in, hoặc xoá dòng “profile” để dùng FOGRA39.",
)
VOLUME_TWICE = Message(
    "Hai tập sách cùng lấy tên tệp “{output}”.",
    "Đặt cho mỗi tập một tên “output” khác nhau.",
)
VOLUME_EMPTY = Message(
    "Tập sách “{output}” không có bài nào được đăng.",
    "Xem lại các dòng story_years, fields, stories của tập này, hoặc xoá tập.",
)
VOLUME_UNKNOWN = Message(
    "Tập sách “{output}” chọn “{name}” nhưng không có {kind} nào tên như vậy.",
    "{hint}",
)
SECTION_UNKNOWN = Message(
    "Mục “colour_sections” có “{name}” nhưng sách không có phần nào ở địa chỉ đó.",
    "{hint}",
)
