// Checks a disclosure with golang.org/x/mod/sumdb/{note,tlog}, the code of the Go checksum database, and nothing of Custodia.
// Usage: verify <disclosure folder> <genesis leaf hash> <entry number>
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	folder, pin := os.Args[1], os.Args[2]
	var number int64
	must(fmt.Sscan(os.Args[3], &number))

	// Entries stand in bundles, each behind its length in two bytes.
	var entries [][]byte
	var bundles []string
	walk := func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			bundles = append(bundles, path)
		}
		return err
	}
	check(filepath.Walk(filepath.Join(folder, "tile", "entries"), walk))
	sort.Strings(bundles)
	for _, path := range bundles {
		for rest := []byte(read(path)); len(rest) > 0; {
			end := 2 + int(binary.BigEndian.Uint16(rest))
			entries, rest = append(entries, rest[2:end]), rest[end:]
		}
	}

	// Trust starts at the pin: the first entry, and the keys that it and the entries after it enrol.
	if genesis := tlog.RecordHash(entries[0]); genesis.String() != pin {
		log.Fatalf("entry 0 is %v, not the genesis %s", genesis, pin)
	}
	var keys []note.Verifier
	for _, path := range must(filepath.Glob(filepath.Join(folder, "keys", "*.vkey"))) {
		key := strings.TrimSpace(read(path))
		if !bytes.Contains(bytes.Join(entries, nil), []byte(`"`+key+`"`)) {
			log.Fatalf("no entry enrols %s", path)
		}
		keys = append(keys, must(note.NewVerifier(key)))
	}
	known := note.VerifierList(keys...)

	// The whole tree, and the checkpoint over it.
	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) (found []tlog.Hash, err error) {
		for _, index := range indexes {
			found = append(found, hashes[index])
		}
		return found, nil
	})
	for n, entry := range entries {
		hashes = append(hashes, must(tlog.StoredHashes(int64(n), entry, reader))...)
	}
	size, root := checkpoint(read(filepath.Join(folder, "checkpoint")), known)
	if size != int64(len(entries)) || root != must(tlog.TreeHash(size, reader)) {
		log.Fatal("the checkpoint is not that of the entries")
	}
	fmt.Printf("checkpoint: %d entries, root %v\n", size, root)

	// One entry: the signatures of its act, and the receipt its signer was given.
	act := bytes.SplitN(entries[number], []byte("\n"), 5)[4]
	for _, signature := range must(note.Open(act, known)).Sigs {
		fmt.Printf("entry %d: signed by %s\n", number, signature.Name)
	}
	receipt, signed, _ := strings.Cut(read(filepath.Join(folder, "receipts", fmt.Sprint(number, ".tlog-proof"))), "\n\n")
	var proof tlog.RecordProof
	for _, line := range strings.Split(receipt, "\n")[2:] {
		proof = append(proof, must(tlog.ParseHash(line)))
	}
	size, root = checkpoint(signed, known)
	check(tlog.CheckRecord(proof, size, root, number, tlog.RecordHash(entries[number])))
	fmt.Printf("entry %d: in the log of %d entries by its receipt\n", number, size)
}

// Origin, size and root, if the key of that name signed them.
func checkpoint(signed string, known note.Verifiers) (size int64, root tlog.Hash) {
	opened := must(note.Open([]byte(signed), known))
	lines := strings.Split(opened.Text, "\n")
	if opened.Sigs[0].Name != lines[0] {
		log.Fatal("the checkpoint is not signed by its log")
	}
	must(fmt.Sscan(lines[1], &size))
	return size, must(tlog.ParseHash(lines[2]))
}

func read(path string) string { return string(must(os.ReadFile(path))) }

func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
