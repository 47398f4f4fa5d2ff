// What the form says in Vietnamese where Decap CMS has no words of its own, or misleading ones.
const phrases = {
  auth: { loginWithForgejo: "Đăng nhập bằng Forgejo" },
  collection: {
    collectionTop: {
      viewAs: "Cách xem", viewAsList: "Xem thành danh sách", viewAsGrid: "Xem thành ô",
      groupBy: "Nhóm theo", newButton: "Thêm %{collectionLabel}",
    },
    entries: { unpublishedHeader: "Chưa lưu" },
    groups: { other: "Khác", negateLabel: "Không phải %{label}" },
  },
  editor: {
    editorControl: { field: { widgetLabel: "Ô %{widgetLabel}" } },
    editorInterface: {
      togglePreview: "Bật tắt xem trước", toggleScrollSync: "Cuộn cùng nhau",
      toggleNotes: "Bật tắt ghi chú",
    },
    editorNotesPane: {
      title: "Ghi chú", emptyState: "Chưa có ghi chú nào.", addNote: "Thêm ghi chú",
      addPlaceholder: "Viết ghi chú…", editPlaceholder: "Sửa ghi chú…", save: "Lưu",
      cancel: "Thôi", edit: "Sửa", delete: "Xoá", resolve: "Xong", unresolve: "Mở lại",
      confirmDelete: "Xoá ghi chú này?", shortcut: "Bấm Ctrl Enter để thêm nhanh",
    },
    editorToolbar: {
      publish: "Lưu bài", publishing: "Đang lưu…", published: "Đã lưu",
      publishNow: "Lưu bài", publishAndCreateNew: "Lưu và viết bài khác",
      publishAndDuplicate: "Lưu và nhân bản", deleteEntry: "Xoá bài",
      unsavedChanges: "Có chỗ chưa lưu", changesSaved: "Đã lưu",
      backCollection: "Lĩnh vực %{collectionLabel}",
    },
    editorWidgets: {
      markdown: {
        bold: "Đậm", italic: "Nghiêng", strikethrough: "Gạch ngang", code: "Mã", link: "Liên kết",
        linkPrompt: "Địa chỉ của liên kết", headings: "Đề mục", quote: "Trích dẫn",
        bulletedList: "Danh sách", numberedList: "Danh sách đánh số", addComponent: "Thêm",
        richText: "Soạn như Word", markdown: "Soạn bằng ký hiệu",
        toggleMode: { rich: "Sang cách soạn như Word", markdown: "Sang cách soạn bằng ký hiệu" },
      },
      image: {
        choose: "Chọn ảnh", chooseMultiple: "Chọn nhiều ảnh", chooseUrl: "Thêm từ địa chỉ",
        chooseDifferent: "Chọn ảnh khác", remove: "Bỏ ảnh", addMore: "Thêm ảnh",
        removeAll: "Bỏ mọi ảnh", replaceUrl: "Thay bằng địa chỉ", promptUrl: "Địa chỉ của ảnh",
      },
      file: {
        chooseUrl: "Thêm từ địa chỉ", chooseMultiple: "Chọn nhiều tệp", addMore: "Thêm tệp",
        removeAll: "Bỏ mọi tệp", replaceUrl: "Thay bằng địa chỉ", promptUrl: "Địa chỉ của tệp",
      },
      datetime: { setToNow: "Đặt %{fieldLabel} là bây giờ" },
      list: { add: "Thêm %{item}", addType: "Thêm %{item}" },
      object: { expand: "Mở ra", collapse: "Thu lại" },
    },
  },
  mediaLibrary: {
    mediaLibraryCard: {
      copy: "Chép", copyUrl: "Chép địa chỉ", copyPath: "Chép đường dẫn", copyName: "Chép tên",
      copied: "Đã chép",
    },
    mediaLibraryModal: {
      close: "Đóng", chooseSelected: "Dùng ảnh đã chọn", deleteSelected: "Xoá ảnh đã chọn",
    },
  },
  ui: {
    settingsDropdown: { account: "Tài khoản" },
    toast: {
      entryPublished: "Đã lưu bài", onFailToPublishEntry: "Không lưu được bài: %{details}",
      noteAdded: "Đã thêm ghi chú", onFailToAddNote: "Không thêm được ghi chú: %{details}",
      noteUpdated: "Đã sửa ghi chú", onFailToUpdateNote: "Không sửa được ghi chú: %{details}",
      noteDeleted: "Đã xoá ghi chú", onFailToDeleteNote: "Không xoá được ghi chú: %{details}",
      noteResolved: "Đã xong ghi chú", noteReopened: "Đã mở lại ghi chú",
    },
  },
};

const merged = (known, more) =>
  Object.fromEntries(
    [...new Set([...Object.keys(known), ...Object.keys(more)])].map((key) => [
      key,
      typeof more[key] === "object" ? merged(known[key] ?? {}, more[key]) : more[key] ?? known[key],
    ]),
  );

CMS.registerLocale("vi", merged(CMS.getLocale("vi"), phrases));
CMS.init();
