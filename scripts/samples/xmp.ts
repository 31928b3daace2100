import { join, latin1, utf8 } from './bytes.js'
import { segment } from './jpeg.js'

/** One line of the editing history an editor keeps in XMP (`xmpMM:History`). */
export interface Step {
  readonly action: 'opened' | 'edited' | 'saved'
  readonly when: string
  readonly changed: string
}

export interface Edit {
  readonly tool: string
  readonly created: string
  readonly modified: string
  readonly documentId: string
  readonly instanceId: string
  readonly steps: readonly Step[]
}

/** The APP1 segment of XMP (XMP specification part 3 §1.1.3). Values are ours: they hold nothing that XML must escape. */
export function xmpSegment(edit: Edit): Uint8Array {
  return segment(0xe1, join(latin1('http://ns.adobe.com/xap/1.0/\0'), utf8(packet(edit))))
}

function packet(edit: Edit): string {
  const history = edit.steps.map(
    (step) =>
      `     <rdf:li stEvt:action="${step.action}" stEvt:when="${step.when}" stEvt:softwareAgent="${edit.tool}" stEvt:changed="${step.changed}"/>`,
  )
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '  <rdf:Description rdf:about=""',
    '    xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
    '    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"',
    '    xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"',
    `    xmp:CreatorTool="${edit.tool}"`,
    `    xmp:CreateDate="${edit.created}"`,
    `    xmp:ModifyDate="${edit.modified}"`,
    `    xmp:MetadataDate="${edit.modified}"`,
    `    xmpMM:DocumentID="${edit.documentId}"`,
    `    xmpMM:InstanceID="${edit.instanceId}">`,
    '   <xmpMM:History>',
    '    <rdf:Seq>',
    ...history,
    '    </rdf:Seq>',
    '   </xmpMM:History>',
    '  </rdf:Description>',
    ' </rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('\n')
}
