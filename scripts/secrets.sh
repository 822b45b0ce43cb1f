#!/usr/bin/env bash
# Make the secrets of docker-compose.yml, each in a file of its own; what is there stays. The folder is closed to others;
# the files in it are readable, because each container reads them under a number of its own.
set -euo pipefail
folder=${1:-secrets}
umask 077
mkdir -p "$folder"
chmod 700 "$folder"

random() { head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

keep() { # name, content from stdin
    if [ ! -e "$folder/$1" ]; then
        cat >"$folder/.$1"
        chmod 444 "$folder/.$1"
        mv "$folder/.$1" "$folder/$1"
    else
        cat >/dev/null # or the writer would end with SIGPIPE
    fi
}

random 32 | keep master_key
random 24 | keep database_password
random 10 | keep store_access_key
random 24 | keep store_secret_key
printf '{"identities": [{"name": "beian", "credentials": [{"accessKey": "%s", "secretKey": "%s"}], "actions": ["Read", "Write", "List"]}]}\n' \
    "$(cat "$folder/store_access_key")" "$(cat "$folder/store_secret_key")" | keep store_identities

for mailbox in jiangsu anhui; do
    if [ ! -e "$folder/${mailbox}_password" ]; then
        if [ -t 0 ]; then
            read -rsp "邮箱 $mailbox 的密码（客户端授权码）：" password
            echo
            printf '%s\n' "$password" | keep "${mailbox}_password"
        else
            echo "请把邮箱 $mailbox 的密码（客户端授权码）写入 $folder/${mailbox}_password，然后再启动。" >&2
        fi
    fi
done
echo "主密钥在 $folder/master_key：请另存一份，与备份分开保管。没有它，存档和备份都无法打开。"
