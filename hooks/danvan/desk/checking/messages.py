"""Every sentence of advice that `danvan check` gives beyond what the build says."""

from __future__ import annotations

from danvan.collection.messages import Message

LOST_ADDRESS = Message(
    "Bài từng đăng ở địa chỉ “{address}” nay không còn; mã QR và liên kết đã in sẽ không mở được.",
    "Nếu đã đổi tên thư mục thì ghi “địa chỉ cũ: {address}” vào bài ở chỗ mới. Nếu muốn gỡ bài thì "
    "khôi phục thư mục, ghi “trạng thái: gỡ”, “ngày gỡ” và “lý do gỡ”.",
)
PHONE = Message(
    "Có số điện thoại trong bài: {sample}.",
    "Xoá số này nếu là số riêng của một người; số chung của cơ quan thì để lại được.",
    "Thông tin cá nhân",
)
CITIZEN_ID = Message(
    "Có dãy số giống số căn cước, chứng minh nhân dân: {sample}.",
    "Xoá dãy số này; bài chỉ cần họ tên người được nêu gương.",
    "Thông tin cá nhân",
)
EMAIL = Message(
    "Có địa chỉ thư điện tử trong bài: {sample}.",
    "Xoá địa chỉ này nếu là của riêng một người.",
    "Thông tin cá nhân",
)
HOME_ADDRESS = Message(
    "Có địa chỉ giống số nhà: “{sample}”.",
    "Nếu đây là nhà riêng thì chỉ ghi tổ dân phố và phường; trụ sở cơ quan thì để lại được.",
    "Thông tin cá nhân",
)
LEGACY = Message(
    "Chữ ở dòng này được gõ bằng phông {encoding} cũ: “{sample}” là “{meant}”{more}.",
    "Mở bản gốc, chuyển sang bảng mã Unicode (trong Unikey: phím Ctrl, Shift và F6) rồi dán lại.",
    "Chữ gõ bằng phông cũ",
)
MIXED_FORMS = Message(
    "Chữ Việt trong tệp viết theo hai kiểu mã (dựng sẵn và tổ hợp), từ dòng này có kiểu tổ hợp.",
    "Không phải sửa để dựng trang. Muốn phần mềm khác tìm được chữ thì gõ lại đoạn dán từ máy Mac.",
    "Hai kiểu mã chữ Việt",
)
DOUBLE_SPACE = Message(
    "Có hai dấu cách liền nhau sau “{sample}”{more}.",
    "Xoá bớt một dấu cách.",
    "Thừa dấu cách",
)
SPACE_BEFORE = Message(
    "Có dấu cách trước dấu câu: “{sample}”{more}.",
    "Xoá dấu cách, để dấu câu liền với chữ đứng trước.",
    "Dấu cách trước dấu câu",
)
NO_SPACE_AFTER = Message(
    "Thiếu dấu cách sau dấu câu: “{sample}”{more}.",
    "Thêm một dấu cách sau dấu câu.",
    "Thiếu dấu cách sau dấu câu",
)
STRAIGHT_QUOTE = Message(
    'Có ngoặc kép thẳng ": “{sample}”{more}.',
    'Không phải sửa: trang và sách tự đổi thành “…”. Muốn sửa thì gõ “ và ” thay cho ".',
    "Ngoặc kép thẳng",
)
TONE_STYLES = Message(
    "Bài đặt dấu thanh theo hai kiểu: “{sample}” ở dòng này, còn chỗ khác viết như “{other}”.",
    "Chọn một kiểu cho cả bài; phần lớn bài viết như “{other}”.",
    "Hai kiểu đặt dấu thanh",
)
TOO_SHORT = Message(
    "Bài chỉ có {count} chữ.",
    "Nên viết từ {low} đến {high} chữ: thêm cách làm, con số, lời kể của người trong cuộc.",
    "Bài quá ngắn hoặc quá dài",
)
TOO_LONG = Message(
    "Bài có tới {count} chữ.",
    "Nên rút còn từ {low} đến {high} chữ, bỏ những đoạn kể lại báo cáo.",
    "Bài quá ngắn hoặc quá dài",
)
SAME_ARTICLE = Message(
    "Bài này giống khoảng {percent} % bài “{title}” ({where}).",
    "Xem hai bài có phải là một, gửi hai lần; nếu phải thì giữ một bài.",
    "Hai bài giống nhau",
)
SAME_PHOTO = Message(
    "Ảnh “{name}” giống ảnh “{other}” ({where}).",
    "Nếu là một ảnh gửi hai lần thì giữ bản rõ hơn và xoá bản kia.",
    "Hai ảnh giống nhau",
)
MORE = " (còn {count} chỗ: dòng {lines})"
CHANGED_AFTER_APPROVAL = Message(
    "Bài đã sửa sau khi duyệt.",
    "Trình duyệt lại; khi được duyệt thì ghi ngày mới vào mục “ngày duyệt”, ví dụ: "
    "ngày duyệt: 05/10/2023.",
    "Bài đã sửa sau khi duyệt",
)
