"""Everything that pushers and administrators read, together so that it can be corrected."""

from __future__ import annotations

# --- what is wrong with a push -------------------------------------------------------------------
WHOLE_PUSH = "Cả lần gửi"
LINK = "Đây là một liên kết (symbolic link), không phải tệp thật. Máy chủ không nhận liên kết."
LINK_MEND = "Xoá liên kết này, chép chính tệp mà nó trỏ tới vào đây, rồi gửi lại."
SUBMODULE = "Đây là một kho git khác lồng vào trong (submodule). Máy chủ không nhận."
SUBMODULE_MEND = (
    "Xoá thư mục .git nằm trong đó, chạy git rm --cached cho thư mục, git add lại, gửi lại."
)
CONTROL_CHARACTER = "Tên tệp có ký tự điều khiển không nhìn thấy: “{name}”."
BAD_NAME = "Tên hoặc loại tệp này không dùng được trên máy chủ."
BAD_NAME_MEND = "Đổi tên tệp: chỉ dùng chữ, số, dấu gạch nối, dấu chấm; rồi gửi lại."
LONG_NAME = "Tên tệp hay thư mục quá dài."
LONG_NAME_MEND = "Đổi thành tên ngắn hơn, rồi gửi lại."
LARGE_FILE = "Tệp nặng {size} MB, quá mức {most} MB."
LARGE_FILE_MEND = "Thu nhỏ tệp (ảnh: lưu lại dạng JPEG), bỏ bản cũ khỏi commit, rồi gửi lại."
SAME_NAME = (
    "Tên này chỉ khác “{other}” ở chữ hoa, chữ thường hay cách ghi dấu; "
    "máy Mac và Windows coi là một."
)
SAME_NAME_MEND = "Đổi tên hoặc xoá một trong hai, rồi gửi lại."
TOO_MANY_FILES = "Có {count} tệp, quá mức {most} tệp."
TOO_MUCH = "Tất cả các tệp nặng {size} MB, quá mức {most} MB."
TOO_MANY_FILES_MEND = "Xem có thư mục nào thêm nhầm không; nếu không, nhờ người quản trị máy chủ."
PROGRAM_DIFFERS = "Tệp này thuộc phần mềm và khác với bản đang cài trên máy chủ."
PROGRAM_MORE = "Tệp này nằm trong phần của phần mềm nhưng máy chủ không có."
PROGRAM_LACKS = "Tệp này thuộc phần mềm và đã bị xoá."
PROGRAM_MEND = (
    "Nếu sửa nhầm: git checkout trang/{branch} -- TÊN_TỆP. Nếu đang nâng cấp phần mềm: nhờ người "
    "quản trị nâng cấp bản cài trên máy chủ trước, rồi gửi lại."
)
NO_SETTINGS = "Không có tệp này, nên không dựng được trang."
NO_SETTINGS_MEND = "Lấy lại tệp từ bản trước, rồi gửi lại."
PROGRAM_KEY = "Mục “{key}” thuộc phần kỹ thuật và khác với bản đang cài trên máy chủ."
PROGRAM_KEY_MEND = (
    "Chỉ sửa site_name, site_description, site_author, site_url, copyright và extra. Muốn đổi mục "
    "khác thì nhờ người quản trị đổi trên máy chủ trước."
)
YAML_MEND = "Sửa lại dòng này, hoặc lấy lại mkdocs.yml từ bản trước, rồi gửi lại."
YAML_BROKEN = "Tệp không đúng dạng YAML: xem lại dấu hai chấm, dấu cách thụt vào, dấu ngoặc kép."
YAML_ALIAS = (
    "Máy chủ không nhận cách viết tắt & và * của YAML; chữ có dấu này thì đặt trong ngoặc kép."
)
YAML_KEY = "Tên mục ở đây không phải là chữ thường."
YAML_TWICE = "Mục “{key}” được ghi hai lần."
YAML_TAG = "Máy chủ không nhận giá trị loại “{tag}” ở đây; chữ có dấu ! thì đặt trong ngoặc kép."
SETTINGS_LARGE = "Tệp quá dài so với một tệp thiết lập."
YAML_DEEP = "Tệp có quá nhiều tầng lồng nhau."

# --- before a push is accepted -------------------------------------------------------------------
CHECKING = "Đang soát nội dung…"
CHECKED = "Soát xong: {stories} bài, {photos} ảnh, không có lỗi."
REFUSED = "CHƯA NHẬN: có {count} lỗi phải sửa."
UNCHANGED = "Trang trên mạng không thay đổi. Sửa xong, lưu vào git (git commit) rồi git push lại."
DELETED = (
    "CHƯA NHẬN: không được xoá nhánh {branch}, vì trang trên mạng được dựng từ nhánh này. "
    "Trang trên mạng không thay đổi."
)
OTHER_BRANCH = (
    "Đã gửi {ref}: máy chủ chỉ giữ hộ, không soát và không dựng trang. Muốn đưa lên trang thì gửi "
    "vào nhánh {branch}: git push trang HEAD:{branch}"
)
CHECK_LATE = "soát quá {seconds} giây mà chưa xong"
CHECK_FAILED = "CHƯA NHẬN: máy chủ không soát được nội dung ({why})."
TELL_ADMINISTRATOR = "Báo người quản trị máy chủ, kèm những dòng sau:"
FULL_DISK = "ổ đĩa của máy chủ đã đầy, người quản trị cần dọn bớt"
OTHER_WRITING = "máy chủ không ghi được tệp: {error}"

# --- building and publishing ---------------------------------------------------------------------
WAITING = "Máy chủ đang dựng một bản khác. Xin chờ đến lượt…"
LEFT_TO_NEWER = (
    "Trong lúc chờ đã có bản mới hơn ({commit}) gửi lên, bản ấy sẽ được dựng. Bản của bạn đã lưu, "
    "không cần gửi lại."
)
BUILDING = "Đã nhận bản {commit}. Đang dựng trang và sách…"
PUBLISHED = "ĐÃ ĐƯA LÊN TRANG: {address}"
PUBLISHED_FACTS = (
    "{stories} bài, {photos} ảnh; dựng trong {seconds} giây; máy chủ giữ {releases} bản."
)
FORGOTTEN = "Đã xoá {count} bản cũ còn chứa bài đã gỡ."
NOT_PUBLISHED = (
    "ĐÃ NHẬN bản {commit} vào kho nhưng CHƯA ĐƯA LÊN: {why}. Trang trên mạng vẫn là bản trước, "
    "không thay đổi."
)
SEND_AGAIN = "Sửa xong thì git commit và git push lại. Nếu không rõ vì sao, báo người quản trị."
WHY_BUILD = "dựng trang không xong"
WHY_LATE = "dựng quá {seconds} giây mà chưa xong"
WHY_VERIFY = "trang dựng ra chưa đạt"
WHY_PROGRAM = "tệp phần mềm trong kho khác bản cài trên máy chủ"
NO_BRANCH = "Kho chưa có nhánh {branch}. Gửi lần đầu: git push trang HEAD:{branch}"
MISSING_PAGE = "Thiếu tệp {name}, hoặc tệp ấy trống."
MISSING_BOOK = "Không có cuốn sách PDF nào trong sach/."
CUT_SHORT = "… ({count} dòng trước không hiện)"
UNKNOWN_ADDRESS = "(chưa ghi địa chỉ)"

# --- the administrator ---------------------------------------------------------------------------
NO_HOST = (
    "{place} không phải là nơi xuất bản do danvan host init lập. Ghi đường dẫn tới kho (….git) "
    "hoặc thư mục xuất bản."
)
NO_PROGRAM = (
    "Bản cài danvan ở {folder} thiếu {name}. Lấy cả kho phần mềm về bằng git clone, chạy make site "
    "trong đó, rồi dùng .venv/bin/danvan của nó."
)
NOT_BARE = "{path} đã có nhưng không phải kho git chỉ để nhận (bare). Chọn tên khác."
ODD_PATH = "Đường dẫn {path} có dấu cách hoặc ký tự lạ. Chọn đường dẫn chỉ gồm chữ, số, / . _ và -"
OTHER_FOLDER = "{folder} đang là thư mục xuất bản của kho {repository}. Chọn thư mục khác."
INSIDE = "Kho và thư mục xuất bản phải nằm riêng, cái này không ở trong cái kia."
BAD_BRANCH = "“{branch}” không dùng làm tên nhánh được."
FOREIGN_HOOK = "Đã có {path} không phải của danvan; đổi tên nó thành {new} và thay bằng của danvan."
READY = "Đã sẵn sàng: kho {repository}, thư mục xuất bản {folder}, nhánh {branch}, giữ {keep} bản."
NEXT_STEPS = """
Việc tiếp theo:
1. Trên máy của người làm nội dung, trong thư mục dự án (đổi TÊN_MÁY cho đúng):
     git remote add trang ssh://{user}@TÊN_MÁY{repository}
     git push trang HEAD:{branch}
2. Máy chủ web, làm một lần (đổi tên miền cho đúng):
     {danvan} host config nginx {folder} --domain danvankheo.example.vn \\
       | sudo tee /etc/nginx/sites-available/danvan
     sudo ln -s /etc/nginx/sites-available/danvan /etc/nginx/sites-enabled/
     sudo nginx -t && sudo systemctl reload nginx
3. Xem tình hình lúc nào cũng được:
     {danvan} host status {folder}
"""
ROLLED_BACK = "Trang trên mạng nay là bản {release} ({commit}, {time})."
ROLLED_BACK_NEXT = "Lần git push sau sẽ đưa bản mới lên như thường."
NO_OTHER_RELEASE = "Không còn bản nào trước bản đang đăng để quay lại."
NO_RELEASE = "Không có bản “{name}”. Xem các bản đang giữ: danvan host releases {folder}"
MANY_RELEASES = "“{name}” có thể là nhiều bản: {names}. Ghi rõ hơn."
IS_CURRENT = "Bản {release} đang được đăng rồi."
NO_RELEASES = "Chưa có bản nào."
HOLDS_REMOVED = "Bản {release} không dùng được nữa vì còn chứa bài đã gỡ."
STATUS_NOTHING = "Chưa đăng bản nào."
STATUS_SERVED = "Đang đăng: {release} ({commit}), từ {since}; {stories} bài, {photos} ảnh."
STATUS_BRANCH_DONE = "Nhánh {branch}: {commit}, đã đưa lên."
STATUS_BRANCH_BEHIND = (
    "Nhánh {branch}: {commit}, CHƯA đưa lên. Muốn dựng ngay bản này: danvan host publish {folder}"
)
STATUS_BRANCH_NONE = "Nhánh {branch}: chưa có gì."
STATUS_BUILDING = "Đang dựng: có."
STATUS_IDLE = "Đang dựng: không."
STATUS_WAITING = "Có bản đang chờ đến lượt."
STATUS_LAST = "Lần gần nhất, {time}, bản {commit}: {outcome}."
STATUS_DISK = "Ổ đĩa còn trống {free} GB."
STATUS_DISK_LITTLE = "Ổ đĩa chỉ còn trống {free} GB: nên dọn bớt."
OUTCOME_PUBLISHED = "đã đưa lên"
OUTCOME_REFUSED = "không nhận"
OUTCOME_FAILED = "dựng hỏng, trang không đổi"
INSTALLATION_MOVED = (
    "Máy chủ chưa sẵn sàng: không thấy danvan ở nơi đã cài. "
    "Báo người quản trị chạy lại danvan host init."
)
UNREADABLE = (
    "Không đọc hay ghi được {path}: {why}. Chạy lệnh bằng tài khoản sở hữu kho (thường là git)."
)
NOT_OWNER = (
    "Thư mục {folder} thuộc tài khoản {owner}; làm bằng root thì lần git push "
    "sau sẽ không ghi được. Chạy lại: sudo -u {owner} {danvan} host …"
)
NO_GIT = "Máy này chưa có git. Cài: sudo apt-get install git"
BAD_DOMAIN = "“{domain}” không phải là tên miền. Ví dụ: danvankheo.example.vn"
BAD_LISTEN = "“{listen}” không phải là cổng hay địa chỉ. Ví dụ: 80 hoặc 127.0.0.1:8080"
