#!/bin/sh
# Install the system libraries that danvan needs: `site` for building, `test` for testing as well.
# Does nothing when they are there; without root or sudo it says in one line what to run.
set -eu
python="${PYTHON:-python3}"
need=""

if ! command -v "$python" >/dev/null || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "danvan cần Python 3.11 trở lên. Cài bản mới hơn rồi chạy lại (trên Debian 12: sudo apt-get install python3)." >&2
  exit 1
fi
"$python" -c 'import ensurepip, venv' 2>/dev/null || need="$need $(basename "$(readlink -f "$(command -v "$python")")")-venv"

# WeasyPrint lays out the book with Pango and, where there is one, HarfBuzz's subsetter.
loads() { "$python" -c "import ctypes; ctypes.CDLL('$1')" 2>/dev/null; }
loads libpango-1.0.so.0 || need="$need libpango-1.0-0"
loads libpangoft2-1.0.so.0 || need="$need libpangoft2-1.0-0"
loads libharfbuzz-subset.so.0 || need="$need libharfbuzz-subset0"

if [ "${1:-site}" = test ]; then
  # The browser tests drive a real Chromium; git is what staff publish with.
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || need="$need chromium"
  # Playwright brings its own Node.js, which a minimal system lacks a library for.
  loads libatomic.so.1 || need="$need libatomic1"
  command -v git >/dev/null || need="$need git"
  # The publishing tests read the site through both web servers that danvan has settings for.
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || need="$need nginx-light"
  command -v caddy >/dev/null || need="$need caddy"
  # veraPDF judges whether the book is accessible: it runs on Java and reads its rules with JAXB.
  command -v java >/dev/null || need="$need default-jre-headless"
  [ -e /usr/share/java/jaxb-impl.jar ] || need="$need libjaxb-java"
  # The import tests read what a real LibreOffice writes, with letters that exist everywhere.
  command -v soffice >/dev/null || need="$need libreoffice-writer"
  [ -e /usr/share/fonts/truetype/liberation ] || need="$need fonts-liberation"
  # qpdf judges whether the book's files are sound.
  command -v qpdf >/dev/null || need="$need qpdf"
fi

[ -n "$need" ] || exit 0
run=""
if [ "$(id -u)" != 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then run="sudo"; else
    echo "Máy còn thiếu thư viện hệ thống. Nhờ người quản trị máy chạy: sudo apt-get install$need" >&2
    exit 1
  fi
fi
if ! command -v apt-get >/dev/null; then
  echo "Máy này không có apt-get. Cài các gói sau bằng công cụ của hệ thống:$need" >&2
  exit 1
fi
echo "Đang cài thư viện hệ thống:$need"
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq
# shellcheck disable=SC2086
$run apt-get install -y -qq --no-install-recommends $need >/dev/null
