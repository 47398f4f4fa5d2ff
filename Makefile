# Two commands are enough: `make site` builds site and book, `make test` runs every test.
PYTHON ?= python3
BIN := .venv/bin
NEW := .cache/danvan/site-moi
OLD := .cache/danvan/site-cu
PRESS := .cache/danvan/press-moi
export PYTHON
export NO_MKDOCS_2_WARNING := 1

.PHONY: help site serve test bench clean-samples screenshots lock clean
.DEFAULT_GOAL := help

help: ## Liệt kê các lệnh
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# Built beside the last good site, which is replaced only by a build that went through.
site: .venv/site ## Dựng trang và sách vào thư mục site/, tệp gửi nhà in vào thư mục press/
	@rm -rf $(NEW) $(OLD) $(PRESS)
	@DANVAN_PRESS=$(PRESS) $(BIN)/mkdocs build --strict --site-dir $(NEW)
	@if [ -e site ]; then mv site $(OLD); fi
	@mv $(NEW) site
	@if [ -e $(PRESS) ]; then rm -rf press; mv $(PRESS) press; \
	elif [ -e press ]; then echo "Lưu ý: lần này không làm tệp in; thư mục press/ là của lần dựng trước."; fi
	@rm -rf $(OLD)
	@echo "Xong: trang và sách đã ở trong thư mục site/. Muốn mở thử, chạy $(BIN)/python -m http.server --directory site rồi vào http://127.0.0.1:8000"

serve: .venv/site ## Xem trước tại http://127.0.0.1:8000, có cả bài chưa duyệt; sửa tệp là trang tự cập nhật
	@DANVAN_PREVIEW=1 DANVAN_BOOK=false $(BIN)/mkdocs serve

test: .venv/test ## Chạy mọi kiểm tra (dành cho kỹ sư)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

bench: .venv/test ## Đo các định dạng ảnh (trên ảnh trong thư mục PHOTOS) và tốc độ dựng sách, tìm kiếm (dành cho kỹ sư)
	$(BIN)/python tests/bench/photo_formats.py $(or $(PHOTOS),exemplars)
	PYTHONPATH=tests $(BIN)/python tests/bench/book.py
	PYTHONPATH=tests $(BIN)/python tests/bench/search_quality.py
	PYTHONPATH=tests $(BIN)/python tests/bench/search.py

clean-samples: .venv/site ## Xoá mọi bài mẫu, ảnh mẫu, đơn vị mẫu để bắt đầu với bài thật
	@$(BIN)/danvan samples --remove

screenshots: .venv/test ## Chụp lại ảnh màn hình trong README (dành cho kỹ sư)
	PYTHONPATH=tests $(BIN)/python .tools/screenshots.py

lock: .venv/test ## Cập nhật các tệp khoá phiên bản (dành cho kỹ sư)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --extra build --extra dev -c requirements.lock pyproject.toml -o tests/requirements.lock

clean: ## Xoá những gì các lệnh trên tạo ra; bài và ảnh gốc vẫn còn
	rm -rf site press .cache .venv

# $(1): site or test; $(2): the lock file
define environment
	@sh .tools/system-packages.sh $(1)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Đang cài các gói Python theo $(2)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(2)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
endef

.venv/site: requirements.lock pyproject.toml .tools/system-packages.sh
	$(call environment,site,requirements.lock)

.venv/test: tests/requirements.lock requirements.lock pyproject.toml .tools/system-packages.sh
	$(call environment,test,tests/requirements.lock)
	@touch .venv/site
