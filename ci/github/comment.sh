#!/usr/bin/env bash
# The plans that a pull request adds, as one comment that is written anew with every push. Variables: BASE, NUMBER, REPOSITORY, GH_TOKEN.
set -euo pipefail

mark='<!-- schemactl plan -->'
body=$(mktemp)
trap 'rm -f "$body"' EXIT

git cat-file -e "$BASE" 2>/dev/null || git fetch --quiet --depth=1 origin "$BASE"
git diff --name-only --relative --diff-filter=A "$BASE" HEAD -- '*.sql' | while read -r file; do
  name=$(basename "$file" .sql)
  case $name in [0-9][0-9][0-9][0-9]*_*) schemactl --no-input show "$name" --format markdown || true ;; esac
done >"$body"

# GitHub takes 65,536 characters.
if [ "$(wc -c <"$body")" -gt 60000 ]; then
  { head -c 50000 "$body"; printf '\n\n… the rest is in the files.\n'; } >"$body.cut"
  mv "$body.cut" "$body"
fi

comment=$(gh api --paginate "repos/$REPOSITORY/issues/$NUMBER/comments" --jq ".[] | select(.body | startswith(\"$mark\")) | .id" | head -n 1)
if [ ! -s "$body" ]; then
  [ -z "$comment" ] || gh api --method DELETE "repos/$REPOSITORY/issues/comments/$comment"
elif [ -n "$comment" ]; then
  gh api --method PATCH "repos/$REPOSITORY/issues/comments/$comment" --field "body=@$body" --silent
else
  gh api --method POST "repos/$REPOSITORY/issues/$NUMBER/comments" --field "body=@$body" --silent
fi
