import type { annexes as english } from '../en/annexes.js'

export const annexes: Readonly<Record<keyof typeof english, string>> = {
  'cli.command.attach': 'guardar una fotografía o un papel que no muestra nada de la evidencia',
  'cli.argument.attachment':
    'imagen, PDF o, para un documento, texto sin formato; se guarda y nunca se muestra',
  'cli.option.attachment-class': 'qué muestra',
  'cli.option.attachment-exhibit': 'el indicio de que trata',
  'cli.option.attachment-seal': 'el precinto que muestra, p. ej. S-1; el que lleva el indicio si se omite',
  'cli.option.attachment-description': 'qué se ve en ella, o qué dice',
  'cli.option.declare': 'su declaración, que firma, de que no muestra contenido de la evidencia',
  'example.seal-photo': 'Precinto S-1 en la bolsa cerrada, ambos extremos',
  'example.sheet': 'Hoja firmada del registro',
  'error.source.malformed/attachment.what':
    'Por su contenido es {found}: las fotografías han de ser imágenes o PDF; los documentos pueden ser también texto sin formato[ ({path})].',
  'error.source.malformed/attachment.remedy':
    'Adjunte la propia fotografía o el propio papel; lo que sale de un indicio se lee con custodia ingest. No se ha guardado nada.',
  'error.rule.unknown-object/which-seal.what': 'No está claro a qué precinto se refiere[: {name}].',
  'error.rule.unknown-object/which-seal.remedy': 'Nómbrelo con --seal S-1; no se ha escrito nada.',
  'finding.annex.confirmed':
    '{annexes:count} {annexes:fotografía o papel está/fotografías y papeles están} aquí tal como los nombra el registro.',
  'finding.annex.absent':
    'No está aquí una fotografía o un papel que nombra un acto firmado (ATTACH-MISSING): {sha256}. Puede que se haya reservado.',
  'finding.annex.mismatch':
    'Una fotografía o un papel no es el que nombra el acto firmado (ATTACH-HASH): allí {sha256} con {size:bytes}, aquí {found} con {bytes:bytes}.',
  'subject.annex': 'anexo',
  'subject.annexes': 'anexos',
}
