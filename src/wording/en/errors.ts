import type {
  environmentErrorCodes,
  keyErrorCodes,
  ledgerErrorCodes,
  ruleErrorCodes,
  sourceErrorCodes,
  usageErrorCodes,
  vaultErrorCodes,
} from '../../errors.js'

type ErrorCode =
  | (typeof environmentErrorCodes)[number]
  | (typeof keyErrorCodes)[number]
  | (typeof ledgerErrorCodes)[number]
  | (typeof ruleErrorCodes)[number]
  | (typeof sourceErrorCodes)[number]
  | (typeof usageErrorCodes)[number]
  | (typeof vaultErrorCodes)[number]

/**
 * For each code what happened and why (`what`) and what to do (`remedy`); `<code>/<reason>` where a detail `reason` or `what` calls
 * for a sentence of its own.
 */
type Messages = Record<`error.${ErrorCode}.${'what' | 'remedy'}`, string> & Record<`error.${string}`, string>

export const errors = {
  'error.unexpected.what': 'The program failed in a way it was not made for: this is a fault of the program.',
  'error.unexpected.remedy':
    'Nothing beyond what was acknowledged counts as done; report this fault with the text printed here.',

  'error.source.absent.what': 'There is nothing at the given place[: {path}].',
  'error.source.absent.remedy': 'Check the path, and that the medium is connected.',
  'error.source.unreadable.what': 'It could not be read[: {path}][ ({reason})].',
  'error.source.unreadable.remedy':
    'Check its permissions and the medium; what cannot be read is recorded as unread, never passed over.',
  'error.source.unreadable/EACCES.what': 'The system refused permission to read it[: {path}].',
  'error.source.unreadable/EACCES.remedy':
    'Ask for read permission; do not change permissions on the evidence itself.',
  'error.source.unreadable/EIO.what': 'The medium reported a read error[: {path}].',
  'error.source.unreadable/EIO.remedy':
    'Take an image of the medium first; a failing medium gets worse with every reading.',
  'error.source.changed.what': 'It changed while it was being read[: {path}][ ({reason})].',
  'error.source.changed.remedy':
    'Put the source behind a write blocker, or stop what writes to it, and read it again.',
  'error.source.malformed.what':
    'What was read[ as {what}] does not have the form it must have[: {reason}][ ({path})].',
  'error.source.malformed.remedy': 'Nothing was taken from it; ask for it again from whoever made it.',
  'error.source.malformed/errata-key.what': 'No key was given to check the signature of the errata with.',
  'error.source.malformed/errata-key.remedy': 'Give it with --errata-key; nothing was taken from the errata.',
  'error.source.malformed/errata-signature.what': 'They are not signed by the key that was given.',
  'error.source.malformed/errata-signature.remedy':
    'See that both come from whoever answers for the program; nothing was taken from the errata.',
  'error.source.malformed/day.what': 'This is no day of the calendar, nor a range of them[: {text}].',
  'error.source.malformed/day.remedy':
    'Write it as 2009-03-14, or as 2009-03 or 2009 when no more is known; a range as 2009-03/2010-01.',
  'error.source.not-regular.what':
    'It is not a regular file[: {path}][ ({reason})]; links, pipes and devices are not opened.',
  'error.source.not-regular.remedy': 'Name the file or the folder itself.',
  'error.source.excluded.what': 'It was left out on purpose[: {path}][ ({reason})].',
  'error.source.excluded.remedy':
    'Nothing needs doing, unless it should have been read: then leave out the exclusion.',
  'error.source.refused.what': 'It does not keep to the rules that make it count[: {what}][ ({reason})].',
  'error.source.refused.remedy': 'Nothing was taken from it; ask for another one.',

  'error.vault.absent.what': 'The vault does not hold bytes it should hold[: {blob}][ ({path})].',
  'error.vault.absent.remedy':
    'Restore the vault from its backup, or show where the files are with --evidence.',
  'error.vault.mismatch.what': 'Stored bytes are not those their name promises[: {blob}][ ({reason})].',
  'error.vault.mismatch.remedy':
    'Write nothing more here, keep the folder as it is, and run custodia verify.',
  'error.vault.mismatch/opening.what':
    'A kept value does not open the commitment it is kept under[: {name}].',
  'error.vault.mismatch/opening.remedy':
    'Restore clear.db from its backup; the record itself does not depend on it.',
  'error.vault.unwritable.what':
    'The vault could not be written[: {path}][ ({reason})]; nothing was acknowledged.',
  'error.vault.unwritable.remedy': 'Check the permissions of the case folder and try again.',
  'error.vault.unreadable.what': 'The vault could not be read[: {path}][ ({reason})].',
  'error.vault.unreadable.remedy': 'Check the permissions of the case folder and the state of its disk.',

  'error.ledger.absent.what': 'There is no case here[: {path}].',
  'error.ledger.absent.remedy': 'Name the case folder with -C, or make a case with custodia init.',
  'error.ledger.exists.what': 'There is a case here already[: {path}].',
  'error.ledger.exists.remedy': 'Choose another folder; a case is never written over.',
  'error.ledger.locked.what': 'Another process is using the log[: {path}].',
  'error.ledger.locked.remedy': 'Wait until it has finished and try again.',
  'error.ledger.conflict.what':
    'The log moved on while the act was being made[: {path}]; nothing was written.',
  'error.ledger.conflict.remedy': 'Look at what was recorded meanwhile, and try again.',
  'error.ledger.malformed.what':
    'The log does not have the form it must have[: {what}][: {path}][ ({reason})].',
  'error.ledger.malformed.remedy':
    'Write nothing more here, keep the folder as it is, and run custodia verify.',
  'error.ledger.corrupt.what': 'The database file is damaged[: {path}][ ({reason})].',
  'error.ledger.corrupt.remedy':
    'Write nothing more here, keep the folder as it is, and run custodia verify; then compare with a backup.',
  'error.ledger.schema-altered.what':
    'A table or trigger of the database is not as this program made it[: {object}][ ({path})].',
  'error.ledger.schema-altered.remedy':
    'Write nothing more here, keep the folder as it is, and run custodia verify.',
  'error.ledger.clock-backward.what':
    'The clock of this machine ({now}) stands before the newest entry ({newest}).',
  'error.ledger.clock-backward.remedy':
    'Set the clock and try again; log time never decreases. If the newest entry was made with a wrong clock, administrators say so with custodia incident clock.',
  'error.ledger.entry-too-long.what':
    'The act does not fit into one entry[: {length:count} bytes of at most {longest:count}][: {bytes:count} bytes of at most {limit:count}].',
  'error.ledger.entry-too-long.remedy': 'Name fewer exhibits in one act, or shorten the text.',
  'error.ledger.rolled-back.what':
    'The log contradicts what this home has seen of it[: it had {seen} entries and now has {found}].',
  'error.ledger.rolled-back.remedy':
    'Stop and write nothing; keep the folder as it is, and compare it with the receipts and checkpoints that others hold.',
  'error.ledger.rolled-back/shorter.what':
    'Entries are missing: this home has seen {seen:count} and the log has {found:count}.',
  'error.ledger.rolled-back/other.what':
    'The log is another one than this home has seen: at {seen:count} entries it has a different root.',
  'error.ledger.rolled-back/genesis.what':
    'Entry 0 is not the one this home has pinned: expected {expected}, found {found}.',
  'error.ledger.rolled-back/genesis.remedy':
    'Sign and write nothing; compare both hashes with the genesis you were given when the case was opened.',
  'error.ledger.rolled-back/receipt-inclusion.what':
    'The receipt does not lead from the act to the checkpoint it carries: by it, the act does not stand in the log.',
  'error.ledger.rolled-back/receipt-inclusion.remedy':
    'Keep the file, and ask whoever has the case for the receipt again; if it is the same, tell the court.',
  'error.ledger.rolled-back/receipt-signature.what':
    'The checkpoint of the receipt is not signed by the log whose genesis is pinned here.',
  'error.ledger.rolled-back/receipt-signature.remedy':
    'Keep the file, and ask whoever has the case for the receipt again; if it is the same, tell the court.',
  'error.ledger.no-anchor.what':
    'This home has never seen this log[: {origin}], so it cannot tell whether entries are missing[ ({home})].',
  'error.ledger.no-anchor.remedy':
    'Reading is possible; to write, state why in a signed act (--adopt-anchor).',

  'error.rule.unknown-object.what': 'The record holds no {kind} {name}.',
  'error.rule.unknown-object.remedy': 'Check the number; custodia find searches the record.',
  'error.rule.number-taken.what': 'The number is already on record: {kind} {name}.',
  'error.rule.number-taken.remedy':
    'Take another; for exhibits, leave it out and the next free one is given. A number is never used twice.',
  'error.rule.number-taken/person.what': '{name} is on record already.',
  'error.rule.number-taken/person.remedy':
    'To enrol a key of theirs, give --key, --new-key or --public-key, and leave --role and --name out; nothing was written.',
  'error.rule.no-authority.what': '{person} has no authority for this act.',
  'error.rule.no-authority.remedy': 'Have it done by a person enrolled for it; nothing was written.',
  'error.rule.no-authority/quorum.what':
    'This act needs the signatures by key of {quorum:count} {quorum:administrator/administrators}.',
  'error.rule.no-authority/quorum.remedy':
    'Have the administrators sign it, --by the first and --with each of the others; nothing was written.',
  'error.rule.no-authority/no-key.what': '{person} has no key that counts at this point of the record.',
  'error.rule.no-authority/no-key.remedy':
    'Enrol a key for {person}, or let another person act; nothing was written.',
  'error.rule.no-authority/key-name.what': 'The key does not carry the name that {person} has in this log.',
  'error.rule.no-authority/key-name.remedy':
    'Make the key for this case with custodia key create; nothing was written.',
  'error.rule.no-authority/not-own-key.what': '{person} can replace no key but the own one.',
  'error.rule.no-authority/not-own-key.remedy':
    'Have its owner replace it, or revoke it as administrator; nothing was written.',
  'error.rule.no-authority/not-giver.what': '{person} did not make this offer and cannot withdraw it.',
  'error.rule.no-authority/not-giver.remedy':
    'Have it withdrawn by the person who made it; nothing was written.',
  'error.rule.unsigned.what': 'A signature that this act needs is not there[: {person}].',
  'error.rule.unsigned.remedy':
    'Have every party sign the same bytes, or state why a signature is missing; nothing was written.',
  'error.rule.unsigned/count.what':
    'The act carries {found} signature lines; its parties call for {expected}.',
  'error.rule.unsigned/signature.what':
    'The signature of {person} does not match any key that counts at this point of the record.',
  'error.rule.unsigned/performer.what': '{person}, who acts, does not sign by key.',
  'error.rule.unsigned/attester.what': '{person} attests what is on paper and does not sign this act by key.',
  'error.rule.unsigned/giver.what': '{person} does not stand in the act as the one who gives.',
  'error.rule.unsigned/receiver.what': '{person} does not stand in the act as the one who receives.',
  'error.rule.unsigned/administrator.what':
    '{person} administers the record and does not sign its beginning.',
  'error.rule.unsigned/subject.what': '{person} does not stand in the act as the one it is about.',
  'error.rule.unsigned/signer.what': 'The key of {person} made a signature that does not match that key.',
  'error.rule.unsigned/elsewhere.what': 'The receipt is for an act that this device did not sign[ ({home})].',
  'error.rule.unsigned/elsewhere.remedy': 'Set CUSTODIA_HOME to the home that signed it; nothing was kept.',
  'error.rule.replayed.what': 'This act is already on record, as entry {entry}.',
  'error.rule.replayed.remedy': 'Nothing needs doing; an act is recorded once.',
  'error.rule.wrong-log.what': 'The act was made for another log: {log}, not {expected}.',
  'error.rule.wrong-log.remedy':
    'Open the case the act belongs to, or make it again here; nothing was written.',
  'error.rule.wrong-state.what': '“{act}” has no meaning here[ for {name}][: {state}][ ({field})].',
  'error.rule.wrong-state.remedy': 'Look at its history with custodia custody; nothing was written.',
  'error.rule.wrong-state/second-genesis.what': 'A record begins once: entry 0 stands already.',
  'error.rule.wrong-state/no-genesis.what': 'A record begins with its genesis, not with “{act}”.',
  'error.rule.wrong-state/form.what': 'The act does not have the form it must have[: {field}].',
  'error.rule.wrong-state/nothing-lost.what':
    'Nothing is missing: the log holds all that this home has seen of it.',
  'error.rule.wrong-state/nothing-lost.remedy': 'There is no loss to put on record; nothing was written.',
  'error.rule.wrong-state/one-act.what': 'A request holds exactly one act.',
  'error.rule.wrong-state/one-act.remedy':
    'Prepare one request for each act. A home that has not seen the log adopts it first, in an act signed here (--adopt-anchor).',
  'error.rule.break-unexplained.what':
    'The act shows custody breaks that it does not explain: {codes}[, exhibit {exhibit}][, see entries {entries}].',
  'error.rule.break-unexplained.remedy':
    'If it did happen so, record it with --despite[ {codes}] and a signed --despite-reason; nothing was written.',
  'error.rule.unsupported-rules.what':
    'The act names version {rules} of the custody rules, which this program does not have.',
  'error.rule.unsupported-rules.remedy': 'Use a newer release of the program; nothing was written.',
  'error.rule.impossible-time.what':
    'The act states a time that cannot be[: {at}][: its signer had seen {seen} entries, and it stands as entry {entry}].',
  'error.rule.impossible-time.remedy': 'Check the clock and make the act again; nothing was written.',
  'error.rule.late-without-reason.what':
    'A time other than that of signing and the reason for it go together[: {at}].',
  'error.rule.late-without-reason.remedy': 'Give --at and --late-reason together; nothing was written.',
  'error.rule.frozen.what': 'The record was closed by entry {entry}: nothing may follow.',
  'error.rule.frozen.remedy':
    'What comes later belongs in another record; a disclosure can be made with --unrecorded. Nothing was written.',
  'error.rule.given-out.what':
    'The number is given out to the field log {log}, which holds {from} to {to}: {kind} {name}.',
  'error.rule.given-out.remedy':
    'Take another number. Those of a field log are free again once it is closed (custodia checkpoint freeze) and joined to its end; nothing was written.',
  'error.rule.outside-range.what':
    'This field log gives out the exhibit numbers {from} to {to} and what goes with them, not {kind} {name}.',
  'error.rule.outside-range.remedy':
    'Take a number of its range; what is beyond belongs in the log that opened it; nothing was written.',
  'error.rule.field-mismatch.what':
    'Entry {entry} of the field log {log} does not go on from what is on record of it here ({reason}).',
  'error.rule.field-mismatch.remedy':
    'Compare the field log with the copy that was joined before: custodia compare; nothing was written.',
  'error.ledger.field-refused.what':
    'The field log {log} is not joined: it does not hold[ ({finding})][: {subject}].',
  'error.ledger.field-refused.remedy':
    'Look at it with custodia verify and keep it as it is; nothing was written.',
  'error.ledger.field-refused/forked.what':
    'The field log {log} is not the one that was joined before: at {size:count} entries it is another.',
  'error.ledger.field-refused/forked.remedy':
    'Somebody went on with two copies of it. Keep both and compare them: custodia compare; nothing was written.',
  'error.ledger.field-refused/shorter.what':
    'The field log {log} holds {found:count} {found:entry/entries}; {size:count} were joined before.',
  'error.ledger.field-refused/shorter.remedy': 'This is an older copy. Join the newest; nothing was written.',

  'error.key.absent.what': 'There is no such key here[: {key}][, person {person}][ ({path})][ ({home})].',
  'error.key.absent.remedy':
    'Set CUSTODIA_HOME to the folder that holds it, or make one with custodia key create.',
  'error.key.absent/elsewhere.what': 'No key of {person} that counts is in this home: {key}[ ({home})].',
  'error.key.absent/elsewhere.remedy':
    'If it is on a device of their own, prepare the act with --request <file> and have it signed there with custodia sign; otherwise set CUSTODIA_HOME to the folder that holds it.',
  'error.key.absent/of-case.what': 'This home was not given the keys of the case: {key}[ ({home})].',
  'error.key.absent/of-case.remedy':
    'Use a home of the laboratory, or have the act prepared there with --request and sign it on this device with custodia sign.',
  'error.key.exists.what': 'There is a key here already[: {path}].',
  'error.key.exists.remedy': 'Use it, or choose another folder; a key file is never written over.',
  'error.key.ambiguous.what': 'Several keys fit[ {key}][: {keys}].',
  'error.key.ambiguous.remedy': 'Name one by more of its fingerprint.',
  'error.key.ambiguous/person.what': '{person} has several keys[: {keys}].',
  'error.key.ambiguous/person.remedy': 'Name one with --key and the beginning of its fingerprint.',
  'error.key.passphrase.what': 'The passphrase does not open the key[: {path}].',
  'error.key.passphrase.remedy':
    'Try again; a lost passphrase cannot be recovered, the key is then revoked and replaced.',
  'error.key.passphrase/empty.what': 'The passphrase is empty.',
  'error.key.passphrase/empty.remedy': 'Choose a passphrase of several words.',
  'error.key.malformed.what':
    'It is not a key this program can read[: {path}][: {what}][ ({reason})][ ({field})].',
  'error.key.malformed.remedy': 'Check that it is the right file and take it from a backup.',
  'error.key.untrusted.what': 'The key is not one this case trusts[: {key}][, person {person}].',
  'error.key.untrusted.remedy': 'Have it enrolled by the administrators, or use the enrolled one.',
  'error.key.weak.what': 'The public key is one that must not be used[ ({reason})].',
  'error.key.weak.remedy': 'Refuse it and have a new key made.',
  'error.key.agent.what': 'The unlock agent did not answer as it must[: {person}][ ({path})][ ({reason})].',
  'error.key.agent.remedy': 'Run custodia unlock again, or give the passphrase.',

  'error.key.absent/ssh-agent.what': 'The ssh-agent does not hold that key[: {key}][ ({path})].',
  'error.key.absent/ssh-agent.remedy': 'Add it with ssh-add; ssh-add -l lists what the agent holds.',
  'error.key.absent/token.what':
    'The token does not hold exactly one key of that number[: {key}][ ({token})].',
  'error.key.absent/token.remedy': 'Look up the number (CKA_ID) of the key with the software of the token.',
  'error.key.ssh-agent.what': 'The ssh-agent did not answer as it must[ ({path})][ ({reason})].',
  'error.key.ssh-agent.remedy':
    'Start one, add the key with ssh-add, and see that SSH_AUTH_SOCK names its socket.',
  'error.key.ssh-agent/refused.what': 'The ssh-agent, or the owner of the key, refused[ ({path})].',
  'error.key.ssh-agent/refused.remedy': 'Unlock the agent, or confirm the signature when it asks.',
  'error.key.token.what': 'The token did not answer as it must[: {token}][ ({path})][ ({reason})].',
  'error.key.token.remedy': 'Check that it is plugged in and that its PKCS#11 library is the one named.',
  'error.key.token/absent.what': 'There is no such token[: {token}][ ({path})].',
  'error.key.token/ambiguous.what': 'Several tokens have that name[: {token}][ ({path})].',
  'error.key.token/locked.what': 'The PIN of the token is locked[: {token}].',
  'error.key.token/locked.remedy': 'Have whoever issued the token unlock it.',
  'error.key.token/algorithm.what': 'The key on the token is neither Ed25519 nor P-256[: {token}].',
  'error.key.token/algorithm.remedy': 'Make a key of one of these kinds on it.',
  'error.key.passphrase/pin.what': 'The token does not accept the PIN[: {path}].',
  'error.key.passphrase/pin.remedy': 'Try again with care: a token locks after a few wrong PINs.',
  'error.key.agent/other-signer.what':
    'The act was prepared for another kind of signer[ ({wanted})][ than {person} has now].',
  'error.key.agent/other-signer.remedy': 'Prepare the request again, or sign with what it names.',
  'error.environment.disk-full.what': 'The disk is full[: {path}]; nothing was acknowledged.',
  'error.environment.disk-full.remedy': 'Free space and do it again.',
  'error.environment.read-only.what':
    'The folder cannot be written[: {path}][ ({reason})]; nothing was acknowledged.',
  'error.environment.read-only.remedy': 'Check the permissions of the folder, or choose another one.',
  'error.environment.io.what':
    'The machine reported a failure while reading or writing[: {path}][ ({reason})]; nothing was acknowledged.',
  'error.environment.io.remedy': 'Stop, check the disk and the limits of the system, and do it again.',
  'error.environment.memory.what': 'There was not enough memory[ ({reason})]; nothing was acknowledged.',
  'error.environment.memory.remedy':
    'End other programs, or raise the limit this one runs under, and do it again.',
  'error.environment.recorded.what':
    'The act is on record as entry {entry}; then the machine failed: {path} ({reason}).',
  'error.environment.recorded.remedy':
    'It need not be done again. Mend what failed, then run custodia verify.',
  'error.environment.unsupported/pkcs11.what':
    'Tokens need the package pkcs11js, which is not installed here.',
  'error.environment.unsupported/pkcs11.remedy':
    'Install it beside the program; it is compiled there, with a C++ compiler.',
  'error.environment.unsupported.what':
    'This machine lacks something the program needs[: {what}][: {reason}][ ({path})].',
  'error.environment.unsupported.remedy': 'Use Node 20.19 or later on a system that has it.',
  'error.environment.network.what': 'The server did not answer as it must[: {server}][ ({reason})].',
  'error.environment.network.remedy':
    'Nothing was recorded. Check the address and the network, or carry the request to a machine that has one.',

  'error.usage.argument.what':
    'This value cannot be meant[: {what}][: {argument}][ {text}][ {value}][ ({reason})].',
  'error.usage.argument.remedy': 'See the help of the command.',
  'error.usage.argument/skipped.what':
    'No clock in {zone} showed {text}: clocks were put forward over that time.',
  'error.usage.argument/skipped.remedy':
    'Give the time another clock showed, or add the offset: 2026-03-29 02:30+01:00.',
  'error.usage.argument/ambiguous.what':
    'Clocks in {zone} showed {text} twice: they were put back over that time.',
  'error.usage.argument/ambiguous.remedy': 'Add the offset that is meant: 2026-10-25 02:30+01:00 or +02:00.',
  'error.usage.argument/form.what': '{what} is not a date and time[: {text}].',
  'error.usage.argument/form.remedy': 'Write it as 2026-03-01 09:00, with seconds or an offset if wanted.',
  'error.usage.argument/zone.what': 'No time zone has this name[: {text}].',
  'error.usage.argument/zone.remedy': 'Use a name such as Europe/Madrid or Atlantic/Canary.',
  'error.usage.argument/origin.what': 'This cannot name a log[: {text}].',
  'error.usage.argument/origin.remedy': 'Use the lab’s own name in lower case, such as lab.example.',
  'error.usage.argument/language.what': 'There is no such language here[: {text}].',
  'error.usage.argument/language.remedy': 'Use --lang es or --lang en.',
  'error.usage.argument/choice.what': '{what} cannot be {text}.',
  'error.usage.argument/choice.remedy': 'Choose one of: {choices}.',
  'error.usage.argument/exhibit.what': '{text} is not the number of an exhibit[ ({what})].',
  'error.usage.argument/exhibit.remedy': 'Write it as E-1, or E-1.2 for a part.',
  'error.usage.argument/person.what': '{text} is not the code of a person[ ({what})].',
  'error.usage.argument/person.remedy':
    'Write it as P-02; V, M and X stand for victims, minors and unknown persons.',
  'error.usage.argument/number.what': '{what} is not a whole number above zero[: {text}].',
  'error.usage.argument/number.remedy': 'Write it in digits alone.',
  'error.usage.argument/key-source.what': '{what} does not say where a key lies[: {text}].',
  'error.usage.argument/key-source.remedy':
    'Write ssh-agent, ssh-agent:SHA256:… or pkcs11:token=…;id=%01?module-path=/….so.',
  'error.usage.conflict/two-keys.what':
    'A request asks for one signature, and a key that is replaced takes two.',
  'error.usage.conflict/two-keys.remedy':
    'Replace it in the home that has both keys; or have the new one enrolled with a request, and the old one revoked as superseded.',
  'error.usage.conflict/held-elsewhere.what': 'That key is not in this home: it is held elsewhere ({what}).',
  'error.usage.conflict/held-elsewhere.remedy': 'Unlock it where it lies; nothing is to be done here.',
  'error.usage.argument/duration.what': '{what} is not a time a key may stay open[: {text}].',
  'error.usage.argument/duration.remedy': 'Write it as 30m or 8h.',
  'error.usage.argument/leaf-hash.what': '{what} is not a leaf hash[: {text}].',
  'error.usage.argument/leaf-hash.remedy':
    'Copy the 44 characters of the leaf hash of entry 0 from a report or a transfer act.',
  'error.usage.conflict/not-empty.what': 'The folder is not empty[: {path}].',
  'error.usage.conflict/not-empty.remedy': 'Name a folder that does not exist yet.',
  'error.usage.conflict/folder.what': 'There is something there already[: {path}].',
  'error.usage.conflict/folder.remedy': 'Name a folder that does not exist yet.',
  'error.usage.conflict/passphrases.what': 'The two passphrases differ; no key was made.',
  'error.usage.conflict/passphrases.remedy': 'Do it again.',
  'error.usage.conflict/born-after-facts.what': 'The date of birth lies after the facts.',
  'error.usage.conflict/born-after-facts.remedy':
    'Check both dates and the person they were stated for; no age was worked out.',
  'error.usage.conflict.what': 'These cannot be asked for together[: {what}][: {reason}].',
  'error.usage.conflict.remedy': 'Leave one of them out; see the help of the command.',
  'error.usage.missing.what': 'Something needed was not given[: {what}].',
  'error.usage.missing.remedy': 'Add it; see the help of the command.',
  'error.usage.missing/role.what': '{person} is not on record yet, and no role was given: {what}.',
  'error.usage.missing/role.remedy':
    'State with --role as what the person acts; the roles are listed in the help of the command. The same command then enrols the key.',
  'error.usage.no-terminal.what': 'There is no terminal to ask on[: {what}].',
  'error.usage.no-terminal.remedy': 'Give it beforehand, for a passphrase with --passphrase-file.',
  'error.usage.no-terminal/interrupted.what': 'The question was broken off[: {what}].',
  'error.usage.no-terminal/interrupted.remedy': 'Nothing was written; start again when ready.',
  'error.usage.unknown.what': 'There is no such thing[: {what}][ {text}].',
  'error.usage.unknown.remedy': 'See custodia --help.',
} as const satisfies Messages
