import { type Statement, statementText } from './layout.js'

// What a reader finds who has nothing but the folder. The commands of the SPEC are run by a test; outputs that differ from
// disclosure to disclosure stand as an ellipsis.

const fence = '```'

export const specText = String.raw`# Custodia disclosure, version 1

This folder is the signed record of a chain of custody, complete, as it is handed to another party. It can be checked with sha256sum,
openssl (3.0 or later), xxd and the usual tools of a bash, without the program that wrote it and without a network. There is no
database in it and no evidence: the files that were seized are handed over by another way.

## Resumen en español

Esta carpeta contiene el registro firmado y completo de una cadena de custodia. Cada asiento es un acto firmado por la persona que lo
hizo; todos juntos forman un árbol de Merkle (RFC 6962) cuya raíz firma el registro en un punto de control ("checkpoint"). Para
comprobarla no hace falta nuestro programa ni conexión a la red: bastan sha256sum, openssl y xxd, con las órdenes de "Checking it".

1. **Lo primero, el dato de fuera.** Obtenga por otra vía (un informe, un acta de entrega) el hash de hoja del asiento 0, el génesis.
   Lo que esta carpeta dice de sí misma no basta: sin ese dato solo se comprueba que la carpeta concuerda consigo misma.
2. **Archivos.** sha256sum --check detecta daños, no falsificaciones.
3. **Asientos, raíz y firma.** De los asientos se calcula la raíz; debe ser la del punto de control, que firma la clave del registro.
4. **Actos.** Cada firma se comprueba con la clave que el propio registro dio de alta.
5. **Manifiestos.** Su SHA-256 figura en un acto; el SHA-256 de cada archivo intervenido figura en el manifiesto.
6. **Valores abiertos.** Rutas, nombres y textos no están en el registro, sino su compromiso (hash con sal). "clear.jsonl" contiene los que
   se le abren, y cada uno se demuestra por sí mismo. Los que faltan se han reservado, y se ve cuáles son.

El registro permite detectar alteraciones; no las impide. Las horas son las del reloj del laboratorio y las que declaran los firmantes.

## What is here

| file | what it is |
| --- | --- |
| checkpoint | C2SP tlog-checkpoint: name of the log, number of entries, Merkle root, signature of the log's key |
| tile/entries/** | the entries, in bundles of up to 256, each entry behind its length in two bytes (C2SP tlog-tiles) |
| tile/0/**, tile/1/** … | the hashes of the tree, 256 to a tile; they follow from the entries |
| keys/*.vkey | C2SP verifier keys: the log's, and every key that an entry enrols |
| policy | C2SP tlog-policy: the log's key; no witness is asked for |
| receipts/<entry>.tlog-proof | C2SP tlog-proof: what the signers of that entry were handed |
| manifests/<sha256>.jsonl | the manifests and findings that acts name: one file or one answer a line |
| clear.jsonl | openings: what commitments stand for, as far as it is opened to you |
| sha256sums.txt | digests of all other files |
| README.txt | what the folder states of itself; no substitute for what you were told by another way |
| verify.mjs, verify.html | where they are here: the checks below and more, with Node alone or in a browser. Their digests stand in an act "disclosure.record" |

An entry is four lines, and then an act: "custodia-entry/v1", the entry's number from 0, the leaf hash of the entry before it (base64; 32
zero bytes before the first), the time at which the log took it. Leaf hash: SHA-256 of a zero byte and the entry. Node hash: SHA-256 of a
one byte and two hashes. An act is a C2SP signed note: "custodia-act/v1", one line of canonical JSON (RFC 8785), an empty line, and for
each signer a line of a dash, the signer's name, and in base64 four bytes of key id and a signature (Ed25519, or ECDSA on P-256) over the text
before the empty line. Keys are enrolled by the genesis (entry 0) and by acts "key.enrol" and "key.rotate"; a key counts until its
"key.revoke", or the "key.rotate" that puts another in its place. A "log.rotate" names the key of the checkpoints over it and after it.

{"c": …} is a commitment: base64 of SHA-256 of "custodia-field/v1" and a line feed, a salt of 32 bytes, and the value in canonical JSON.

## Checking it

Take the leaf hash of the genesis from outside: a report, a transfer act, the court's file. Then, in a bash in this folder (nothing
in it is changed):

${fence}console
$ sha256sum --check --quiet sha256sums.txt && echo "the files are as listed"
the files are as listed
$ W=$(mktemp -d) size=0
$ base64_of() { xxd -r -p | openssl base64 -A; echo; }
$ leaf() { { printf '\000'; cat; } | sha256sum | cut -c 1-64; }
$ node() { printf '01%s%s' "$1" "$2" | xxd -r -p | sha256sum | cut -c 1-64; }
$ root() {
>   local row left right
>   row=$(cat)
>   while [ "$(echo "$row" | wc -l)" -gt 1 ]; do
>     row=$(echo "$row" | paste - - | while read -r left right; do
>       if [ -n "$right" ]; then node "$left" "$right"; else echo "$left"; fi
>     done)
>   done
>   echo "$row"
> }
$ for bundle in $(find tile/entries -type f | LC_ALL=C sort); do
>   at=0 end=$(wc -c < $bundle)
>   while [ $at -lt $end ]; do
>     length=$((0x$(xxd -s $at -l 2 -p $bundle)))
>     tail -c +$((at + 3)) $bundle | head -c $length > "$W/entry-$size"
>     leaf < "$W/entry-$size" >> "$W/leaves"
>     at=$((at + 2 + length)) size=$((size + 1))
>   done
> done; echo "$size entries"
… entries
$ head -n 1 "$W/leaves" | base64_of  # is this the genesis you were told of?
…
$ [ "$(root < "$W/leaves" | base64_of)" = "$(sed -n 3p checkpoint)" ] && echo "the root is that of the checkpoint"
the root is that of the checkpoint
$ [ $size = "$(sed -n 2p checkpoint)" ] && echo "and so is the number of entries"
and so is the number of entries
$ cat "$W"/entry-* | grep -ho '"\(logKey\|key\)":"[^"]*+[^"]*"' | cut -d '"' -f 4 | LC_ALL=C sort -u > "$W/enrolled"
$ cat keys/*.vkey | LC_ALL=C sort | diff - "$W/enrolled" && echo "the keys are those the entries enrol"
the keys are those the entries enrol
$ check_note() {
>   sed '/^$/,$d' "$1" > "$W/text"
>   grep '^— ' "$1" | while read -r dash name encoded; do
>     printf %s "$encoded" | openssl base64 -d -A > "$W/line"
>     tail -c +5 "$W/line" > "$W/sig"
>     key=$(grep "^$name+$(head -c 4 "$W/line" | xxd -p)+" "$W/enrolled" | cut -d + -f 3-)
>     printf %s "$key" | openssl base64 -d -A > "$W/key"
>     { [ "$(head -c 1 "$W/key" | xxd -p)" = 02 ] || printf 302a300506032b6570032100 | xxd -r -p; tail -c +2 "$W/key"; } > "$W/pub.der"
>     echo "$name: $(openssl pkeyutl -verify -pubin -keyform DER -inkey "$W/pub.der" -rawin -in "$W/text" -sigfile "$W/sig")"
>   done
> }
$ check_note checkpoint
…: Signature Verified Successfully
$ for n in $(seq 0 $((size - 1))); do tail -n +5 "$W/entry-$n" > "$W/act-$n"; check_note "$W/act-$n"; done > "$W/signatures"
$ grep -c 'Signature Verified Successfully$' "$W/signatures"
…
$ grep -v 'Signature Verified Successfully$' "$W/signatures" || echo "no signature fails"
no signature fails
$ for act in $(grep -l '"kind":"field.entry"' "$W"/act-*); do  # entries of field logs, which these acts bring
>   sed -n 's/.*"entry":"\([^"]*\)".*/\1/p' "$act" | openssl base64 -d -A > "$act-brought"
> done
$ cat "$W"/act-* | grep -o '"\(manifest\|findings\)":{[^}]*}' | grep -o '[0-9a-f]\{64\}' | LC_ALL=C sort -u > "$W/named"
$ (cd manifests 2> /dev/null && sha256sum *.jsonl) | cut -c 1-64 | LC_ALL=C sort | diff - "$W/named" && echo "the manifests are those the acts name"
the manifests are those the acts name
$ while IFS= read -r line; do
>   value=$(printf '%s\n' "$line" | sed 's/^{"c":"[^"]*","salt":"[^"]*","value":\(.*\)}$/\1/')
>   salt=$(printf '%s\n' "$line" | cut -d '"' -f 8)
>   found=$({ printf 'custodia-field/v1\n'; printf %s "$salt" | openssl base64 -d -A; printf %s "$value"; } | sha256sum | cut -c 1-64 | base64_of)
>   [ "$found" = "$(printf '%s\n' "$line" | cut -d '"' -f 4)" ] || echo "does not open its commitment: $line"
> done < clear.jsonl; echo "openings compared"
openings compared
${fence}

## One file

Whether one file of the evidence is in this record takes four looks: its digest is on a line of a manifest, an act names that manifest,
that act is an entry, and the entry is under the root that the checkpoint signs. Put its path into FILE; W and the functions are those
from above.

${fence}console
$ digest=$(sha256sum < "$FILE" | cut -c 1-64)
$ grep -nH '"kind":"file"' manifests/*.jsonl | grep -F "\"sha256\":\"$digest\"" | cut -d : -f 1,2 | tee "$W/found"
manifests/…
$ manifest=$(head -n 1 "$W/found" | cut -d : -f 1) line=$(head -n 1 "$W/found" | cut -d : -f 2)
$ n=$(grep -l "\"sha256\":\"$(basename "$manifest" .jsonl)\"" "$W"/act-* | head -n 1 | sed 's/.*act-//; s/-brought//'); echo "line $line, named by entry $n"
line …, named by entry …
$ [ "$(sha256sum < "$manifest" | cut -c 1-64)" = "$(basename "$manifest" .jsonl)" ] && echo "the manifest is the one that was signed"
the manifest is the one that was signed
$ sed -n "$((n + 1))p" "$W/leaves" | grep -qx "$(leaf < "$W/entry-$n")" && echo "the entry is under the root"
the entry is under the root
$ check_note "$W/act-$n"
…: Signature Verified Successfully
${fence}

A checkpoint that you kept from before, of n entries, is part of this log if head -n <n> "$W/leaves" | root | base64_of is its root and
check_note accepts it. Each signer's "seen" is such a root too.

## What this does not show

That things happened as the acts say, at the times they say; that there is no second log with the same genesis (compare checkpoints and
receipts kept by different people); that the medium is the one that was seized; what the withheld values are.
`

const readmeProse = `
The lines above are what this folder states of itself. Whoever wrote the folder wrote them too: compare the
genesis with the one you were given by another way, on a report or on a transfer act, before you believe it.

This folder is a record of custody: entries signed by the persons who acted, manifests of what was read, and
the openings that you are given. It holds no evidence. SPEC.md says what each file is and how to check all of
it with sha256sum and openssl.

Las líneas del principio son lo que esta carpeta dice de sí misma, y las escribió quien escribió la carpeta:
compare el hash "genesis" con el que haya recibido por otra vía (un informe, un acta de entrega) antes de
darlo por bueno.

Esta carpeta es un registro de custodia: asientos firmados por quienes actuaron, manifiestos de lo leído y los
valores que se le abren. No contiene los archivos intervenidos. SPEC.md explica, con un resumen en español, qué
es cada archivo y cómo comprobarlo todo con sha256sum y openssl.
`

export function readmeText(statement: Statement): string {
  return statementText(statement) + readmeProse
}
