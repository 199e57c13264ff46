# Sourced by `tagma demo`: what a threshold key does when a keeper dies, and with --lab when one lies, with curl alone.

say() { printf '\n== %s\n' "$*"; }

# call METHOD ADDRESS-AND-PATH [BODY]: prints the answer's body; any other status than 200 and 204 ends the demo.
call() {
  local answer status
  answer=$(curl -sS -w '\n%{http_code}' -X "$1" -H "X-DEV-TOKEN: $TAGMA_DEV_TOKEN" -H 'Content-Type: application/json' \
    ${3:+--data "$3"} "$2") || fail 1 "no answer to $1 $2"
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  [ "$status" = 200 ] || [ "$status" = 204 ] || fail 1 "$1 $2 was answered with $status: $answer"
  printf '%s\n' "$answer"
}

# text NAME: the text member NAME of the JSON on standard input; number NAME: its number; list NAME: its list of texts.
text() { sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p' | head -n 1; }
number() { sed -n 's/.*"'"$1"'" *: *\([0-9]*\).*/\1/p' | head -n 1; }
list() { sed -n 's/.*"'"$1"'" *: *\(\[[^]]*\]\).*/\1/p' | head -n 1; }

sign() {
  call POST "$first/v1/keeper/sign" \
    "{\"keyId\":\"$key\",\"algorithm\":\"FROST\",\"operations\":{\"demo\":\"$message\"}}"
}

# Signs ECDSA if the keepers have certified their moduli by now: making them may take longer than this demo.
ecdsa() {
  local status epoch primes
  status=$(call GET "$first/v1/keeper/system/status")
  epoch=$(printf '%s\n' "$status" | number epoch)
  primes=$(printf '%s\n' "$status" | number primes)
  if [ "${epoch:-0}" -gt 0 ]; then
    call POST "$first/v1/keeper/sign" \
      "{\"keyId\":\"$key\",\"algorithm\":\"GG20\",\"operations\":{\"demo\":\"$message\"},\"hash\":true}"
  else
    echo "not yet: keeper-1 has found ${primes:-0} of its 4 primes, and each keeper looks for its own in the background;"
    echo "\`curl -H 'X-DEV-TOKEN: ...' $first/v1/keeper/system/status\` shows \"epoch\": 1 when ECDSA can be signed"
  fi
}

verify() {
  call POST "$first/v1/keeper/sign/verify" \
    "{\"keyId\":\"$key\",\"sigType\":\"$1\",\"data64\":\"$message\",\"signature64\":\"$2\"}"
}

# Waits until keeper-1 knows that the keeper is in this state.
await_state() {
  local waited=0
  until call GET "$first/v1/keeper/control/system" | grep -q "\"$1\" *: *\"$2\""; do
    [ "$waited" -lt 300 ] || fail 1 "keeper-1 does not see that $1 is $2"
    waited=$((waited + 1))
    sleep 0.1
  done
}

audit() {
  call GET "$first/v1/keeper/audit/operations/$1" | run_java audit
}

# Signs until somebody is named, which is after at most as many requests as there are other keepers.
sign_until_named() {
  local answer request
  for request in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    answer=$(sign)
    if [ "$(printf '%s\n' "$answer" | list imposters | tr -d ' ')" != "[]" ]; then
      printf '%s\n' "$answer"
      return
    fi
  done
  fail 1 "nobody is named"
}

lie() {
  local liar evidence
  liar=$(run_java addresses | sed -n '2s/ .*//p')
  say "make $liar lie about its share, and sign: the answer names it, and the others sign"
  run_java cheat "$liar" FROST.SHARE
  answer=$(sign_until_named)
  printf '%s\n' "$answer"
  [ "$(printf '%s\n' "$answer" | list imposters | tr -d ' ')" = "[\"$liar\"]" ] || fail 1 "imposters should be [\"$liar\"]"

  say "anyone who has cluster.json can check the evidence, without a server"
  evidence=$(printf '%s\n' "$answer" | text evidence)
  call GET "$first$evidence" >"$TAGMA_HOME/evidence.json"
  run_java evidence verify --trust "$TAGMA_HOME/cluster.json" "$TAGMA_HOME/evidence.json"

  say "from now on keeper-1 does not ask it"
  sign
  run_java honest "$liar"

  say "until an operator releases it"
  call DELETE "$first/v1/keeper/control/peers/$liar/quarantine" '{"reason":"it is honest again"}'
}

demo() {
  command -v curl >/dev/null || fail 1 "curl is needed for the demo"
  [ "$*" = "" ] || [ "$*" = --lab ] || fail 2 "\`tagma demo\` knows --lab, not $*"
  local begun=$SECONDS
  up "$@"
  local first last key message answer signature
  first=$(run_java addresses | sed -n '1s/.* //p')
  last=$(run_java addresses | sed -n '$s/ .*//p')
  key=demo-$(date +%s)-$$
  message=$(printf 'Tagma was here' | base64)

  say "create the key $key: every keeper gets a share, nobody ever holds the key"
  call POST "$first/v1/keeper/dkg" "{\"keyId\":\"$key\",\"curve\":\"SECP256K1\",\"mode\":\"CREATE\"}"

  say "sign with FROST"
  answer=$(sign)
  printf '%s\n' "$answer"
  signature=$(printf '%s\n' "$answer" | text demo)
  echo "(after $((SECONDS - begun)) s)"

  say "verify"
  verify "$(printf '%s\n' "$answer" | text type)" "$signature"

  [ "$*" = "" ] || lie

  say "kill $last, and wait until keeper-1 has noticed"
  run_java kill "$last"
  await_state "$last" UNAVAILABLE

  say "sign again: the answer says who was dead"
  answer=$(sign)
  printf '%s\n' "$answer"
  echo "dead: $(printf '%s\n' "$answer" | list dead)"
  [ "$(printf '%s\n' "$answer" | list dead | tr -d ' ')" = "[\"$last\"]" ] || fail 1 "dead should be [\"$last\"]"

  say "start $last again, and meanwhile: what the audit of keeper-1 says of that operation"
  run_java start "$last" &
  audit "$(printf '%s\n' "$answer" | text operationId)"
  wait $! || fail 1 "$last does not start again"

  say "sign ECDSA with GG20, too: FROST is preferred, this is for verifiers that know nothing else"
  ecdsa

  say "done in $((SECONDS - begun)) s; the cluster goes on running"
  run_java status
  echo "every request takes the header X-DEV-TOKEN: $TAGMA_DEV_TOKEN; \`tagma down\` ends the cluster"
}
