import type { IntentKind } from './intent.ts'

// Cheap cues beyond English: the first person of the commonest verbs, in seven languages. Elsewhere nothing is claimed.

export const LANGUAGES = ['de', 'fr', 'es', 'pt', 'it', 'nl', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

type Cue = Readonly<{ language: Language; kind: IntentKind; probability: number; pattern: RegExp }>

/** The kinds in the order in which they are tried, each with its surest words; `…` stands for up to 80 characters of the same clause. */
const WORDS: Readonly<Record<Language, readonly (readonly [kind: IntentKind, probability: number, words: string])[]>> = {
  de: [
    ['dropped', 0.8, "(?:ich habe|habe ich|ich hab)…(?:aufgegeben|aufgehört|abgebrochen|abgesagt|hingeschmissen)|(?:ich gebe|gebe ich)…auf[.!]?$|ich (?!(?:weiß|wusste|kann|konnte|könnte|erinnere|glaube|verstehe|finde|will|möchte|bin|war|hatte|brauche|muss|darf) )\\p{L}+(?: \\p{L}+){0,3} nicht mehr"],
    ['stalled', 0.75, "(?:ich komme|komme ich)…nicht (?:dazu|voran|weiter)|(?:noch immer|immer noch|noch) nicht (?:angefangen|geschafft|dazu gekommen|gemacht|erledigt|angerufen)|(?:ich schiebe|schiebe ich)…(?:vor mir her|auf)|(?:ich bin|bin ich)…nicht dazu gekommen|(?:ich habe|habe ich) (?:seit|es (?:noch )?nicht)…(?:nicht|kein)"],
    ['done', 0.8, "(?:ich habe|habe ich|ich hab|ich bin|bin ich)…(?:geschafft|fertig(?:gestellt)?|abgeschlossen|beendet|erledigt|bestanden|umgezogen|repariert|gekündigt)|(?:habe ich|ich habe) endlich"],
    ['step', 0.75, "(?:ich habe|habe ich|ich hab)…(?:angefangen|begonnen|angemeldet|eingeschrieben|gebucht|bestellt|geübt|gekauft)|ich (?:lerne|übe|arbeite) (?:gerade|jetzt|seit)"],
    ['wish', 0.85, "(?:ich (?:möchte|würde|hätte)|(?:möchte|würde|hätte) ich)…(?:gern|gerne|lieber|wieder|endlich|mehr|einmal|lernen|können)|ich (?:möchte|wünsche mir|wünschte|will(?! damit)|träume davon|sehne mich|habe lust)|(?:wünsche|will|möchte) ich (?:mir )?"],
    ['plan', 0.75, "ich (?:habe (?:mir )?vor(?:genommen)?|plane|nehme mir vor|muss (?:endlich|mal|wieder|unbedingt|noch)|sollte|werde)|(?:nehme ich mir|habe ich) vor|habe ich mir vorgenommen"],
  ],
  fr: [
    ['dropped', 0.8, "j'ai (?:abandonné|arrêté|laissé tomber|renoncé|annulé)|je ne (?!(?:sais|peux|pouvais|pourrais|comprends|veux|voudrais|suis|crois|vois|trouve|dois) )\\p{L}+ plus(?! (?:que|de \\p{L}+ que|tard|loin))"],
    ['stalled', 0.75, "je n'ai (?:toujours )?pas (?:encore |toujours )?(?:commencé|fini|pu|eu le temps|trouvé|réussi|appelé)|je (?:remets|repousse)|je n'arrive (?:toujours )?pas à|toujours pas (?:commencé|fini|fait)"],
    ['done', 0.8, "j'ai (?:enfin|fini|terminé|réussi|achevé|obtenu|déménagé|réparé)|je suis (?:enfin|parvenue?)"],
    ['step', 0.75, "j'ai (?:commencé|réservé|commandé|acheté|repris)|je me suis (?:inscrite?|remise?|mise?)|j'apprends|je travaille (?:sur|à)"],
    ['wish', 0.85, "j'aimerais|je (?:voudrais|veux|souhaite(?:rais)?|rêve (?:de|du|des|d'\\p{L}+))|j'ai (?:toujours voulu|envie)|j'espère (?:pouvoir|un jour)|ça me ferait plaisir de"],
    ['plan', 0.75, "je (?:vais (?:enfin|essayer|commencer|apprendre|arrêter|me |prendre|écrire|faire)|dois|devrais|compte|prévois)|il faut que je|il faudrait que je|j'ai (?:l'intention|prévu|décidé)"],
  ],
  es: [
    ['dropped', 0.8, 'dejé de|he dejado (?:de)?|(?:lo )?abandoné|he abandonado|renuncié|me rendí|ya no (?:voy|toco|escribo|juego|hago|corro|leo)'],
    ['stalled', 0.75, '(?:todavía|aún) no (?:he|lo he|empecé|pude|terminé)|sigo sin|(?:lo )?(?:sigo )?(?:posponiendo|aplazando)|no (?:consigo|logro) (?:avanzar|empezar|encontrar)'],
    ['done', 0.8, '(?:por fin|finalmente) (?:he|me|lo|terminé|hice|fui)|terminé|he terminado|he acabado|he conseguido|logré|conseguí|me mudé'],
    ['step', 0.75, 'empecé|he empezado|comencé|he comenzado|me (?:apunté|inscribí|he apuntado|he inscrito)|estoy aprendiendo|he reservado|reservé'],
    ['wish', 0.85, 'me (?:gustaría|encantaría)|(?<!no )(?:quiero|quisiera) (?!decir)|siempre he querido|sueño con|ojalá (?:pudiera|tuviera)|tengo ganas de|echo de menos'],
    ['plan', 0.75, '(?:^|[,;.] ?|yo )(?:voy a|tengo que|debería|pienso|planeo)|tengo (?:la intención|pensado|previsto)|me he propuesto|me propuse'],
  ],
  pt: [
    ['dropped', 0.8, 'desisti|abandonei|deixei de|parei de|larguei|já não (?:toco|escrevo|corro|leio|jogo)'],
    ['stalled', 0.75, 'ainda não (?:comecei|consegui|fiz|terminei|tive)|continuo sem|(?:vou|ando|fico) (?:adiando|a adiar)|não (?:consigo|tenho conseguido) (?:avançar|começar)'],
    ['done', 0.8, 'terminei|acabei de|finalmente (?:consegui|fiz|fui|terminei)|consegui|concluí|mudei-me|me mudei'],
    ['step', 0.75, 'comecei|inscrevi-me|me inscrevi|matriculei-me|me matriculei|estou (?:aprendendo|a aprender)|reservei|encomendei'],
    ['wish', 0.85, '(?:eu )?(?:gostaria|adoraria|queria)|(?<!não )(?:eu )?quero (?!dizer)|sempre quis|sonho em|tenho (?:vontade|saudades?) de'],
    ['plan', 0.75, '(?:^|[,;.] ?|eu )(?:vou (?!adiando)|tenho (?:que|de)|preciso|devia|deveria|pretendo|planejo|planeio)'],
  ],
  it: [
    ['dropped', 0.8, 'ho (?:smesso|abbandonato|rinunciato|lasciato perdere|mollato|annullato)|non \\p{L}+ più(?! di)'],
    ['stalled', 0.75, 'non ho (?:ancora|mai) (?:iniziato|cominciato|finito|trovato|avuto)|continuo a rimandare|rimando (?:sempre|ancora)|non riesco (?:ancora )?a (?:iniziare|finire|trovare)|ancora non'],
    ['done', 0.8, 'ho (?:finalmente|finito|terminato|completato|concluso)|(?:finalmente )?(?:ci )?sono riuscit[oa]|mi sono trasferit[oa]'],
    ['step', 0.75, 'ho (?:iniziato|cominciato|prenotato|ordinato|ripreso)|mi sono iscritt[oa]|sto imparando|sto (?:scrivendo|leggendo|costruendo)'],
    ['wish', 0.85, '(?:io )?vorrei|mi piacerebbe|(?<!non )voglio (?!dire)|ho sempre voluto|sogno di|mi manca(?:no)?|ho voglia di'],
    ['plan', 0.75, '(?:^|[,;.] ?|io )(?:devo|dovrei)|ho (?:intenzione|deciso|in programma) di|conto di|penso di (?!aver|essere)'],
  ],
  nl: [
    ['dropped', 0.8, '(?:ik (?:heb|ben)|(?:heb|ben) ik)…(?:opgegeven|gestopt|afgehaakt|afgezegd)|ik (?!(?:weet|kan|kon|wil|ben|was|begrijp|geloof|vind|moet|mag) )\\p{L}+(?: \\p{L}+){0,3} niet meer(?! dan)'],
    ['stalled', 0.75, 'nog (?:steeds|altijd) niet|(?:ik kom|kom ik)…niet (?:aan toe|verder)|(?:ik stel|stel ik)…uit|(?:ik ben|ben ik)…niet aan toe gekomen|ik schuif…voor me uit'],
    ['done', 0.8, '(?:ik (?:heb|ben)|(?:heb|ben) ik)…(?:afgerond|afgemaakt|klaar|gelukt|geslaagd|verhuisd|gerepareerd)|(?:heb|ben) ik eindelijk|ik (?:heb|ben) eindelijk|het is (?:me )?gelukt'],
    ['step', 0.75, '(?:ik (?:heb|ben)|(?:heb|ben) ik)…(?:begonnen|aangemeld|ingeschreven|geboekt|besteld|geoefend)|ik (?:leer|oefen) (?:nu|sinds)|ik ben aan het'],
    ['wish', 0.85, 'ik (?:zou (?:zo |heel |wel )?(?:graag|willen)|wil (?!zeggen|niet)|wou dat|droom (?:ervan|van)|verlang naar|mis)|(?:zou|wil) ik (?:graag|ooit|weer|meer)|ik heb (?:altijd al|zin)'],
    ['plan', 0.75, 'ik (?:ga (?!ervan)|moet (?:nog|eindelijk|weer|echt|eens)|ben van plan|zou moeten|neem me voor|heb me voorgenomen)|(?:ga|moet) ik'],
  ],
  ru: [
    ['dropped', 0.8, '(?:^|[,;.:—] ?|я )(?:(?:уже|наконец|наконец-то|вчера|сегодня|недавно|снова|опять|давно|очень|всегда|так|просто) )*(?:больше не (?:хожу|играю|пишу|бегаю|читаю|занимаюсь|рисую|учу|езжу)|забросила?|бросила?|отказал(?:ся|ась) от|передумала?|сдал(?:ся|ась))'],
    ['stalled', 0.75, '(?:^|[,;.:—] ?|я )(?:вс[её] (?:ещ[её] )?|ещ[её] |до сих пор )?(?:так и )?не (?:позвонил|начал|закончил|написал|сделал|дописал|собрал(?:ся|ась)|добрал(?:ся|ась))а?|никак не (?:соберусь|могу|начну|доберусь)|до сих пор не|руки не доходят|(?:^|[,;.:—] ?|я )(?:вс[её] )?откладываю'],
    ['done', 0.8, '(?:^|я )(?:(?:уже|наконец|наконец-то|вчера|сегодня|недавно|снова|опять|давно|очень|всегда|так|просто) )*(?:закончил|завершил|доделал|дописал|починил|отремонтировал|сдал(?!ся|ась))а?|мне (?:наконец |вс[её]-таки )?удалось|у меня (?:наконец )?получилось|(?:^|я )(?:(?:уже|наконец|наконец-то|вчера|сегодня|недавно|снова|опять|давно|очень|всегда|так|просто) )*переехала?|мы (?:уже |наконец )?переехали'],
    ['step', 0.75, '(?:^|я )(?:(?:уже|наконец|наконец-то|вчера|сегодня|недавно|снова|опять|давно|очень|всегда|так|просто) )*(?:купил|заказал|забронировал)а?|(?:^|я )(?:(?:уже|наконец|наконец-то|вчера|сегодня|недавно|снова|опять) )*(?:начал|стал)а? \\p{L}+(?:ть|ти|чь)(?:ся)?|я (?:учу|учусь|занимаюсь|осваиваю|тренируюсь|пишу|строю) (?:\\p{L}+ ){0,3}(?:с|уже|сейчас)|(?:вчера |сегодня |недавно )?я (?:(?:уже|наконец|наконец-то|вчера|сегодня|недавно|снова|опять|давно|очень|всегда|так|просто) )*записал(?:ся|ась)|^(?:вчера |сегодня |недавно )?записал(?:ся|ась)'],
    ['wish', 0.85, '(?:^|[,;.:—] ?|я )(?:(?:уже|наконец|наконец-то|вчера|сегодня|недавно|снова|опять|давно|очень|всегда|так|просто) )*(?:хочу|хотела? бы|мечтаю|скучаю по)(?! (?:сказать|отметить|подчеркнуть|спросить|чтобы))|мне (?:бы |очень |так )?(?:хочется|хотелось бы|хотелось|не хватает)'],
    ['plan', 0.75, '(?:^|[,;.:—] ?|я )(?:(?:уже|наконец|наконец-то|вчера|сегодня|недавно|снова|опять|давно|очень|всегда|так|просто) )*(?:собираюсь|планирую|намерена?|должна?|решила?)|мне (?:бы )?(?:нужно|надо|пора|следует)|^надо (?:бы|наконец)'],
  ],
}

const CUES: readonly Cue[] = LANGUAGES.flatMap((language) =>
  WORDS[language].map(([kind, probability, words]) => ({ language, kind, probability, pattern: new RegExp(`(?<![\\p{L}'])(?:${words.replaceAll('…', '[^.;:!?]{0,80}?(?<!\\p{L})').replaceAll(' ', '\\s')})(?!\\p{L})`, 'u') })),
)

/** What is asked of somebody, said to a reader, or only supposed. */
const NOT_OWN =
  /(?<!\p{L})(?:dass (?:du|sie|ihr)|que (?:tu|vous|usted|você|me (?:digas|ayudes|expliques))|che tu|dat (?:je|jij|u)|(?:wenn|falls|si|se|als) (?:ich|je|yo|eu|io|ik)|sagen|betonen|hinweisen|anmerken|dire|souligner|préciser|decir|señalar|dizer|salientar|sottolineare|zeggen|benadrukken|kannst du|können sie|peux-tu|pouvez-vous|puedes|podrías|pode me|puoi|kun je|kunt u|bitte|s'il (?:te|vous) plaît|por favor|per favore|alsjeblieft|alstublieft|чтобы (?:ты|вы)|если (?:бы )?я|можешь|можете|пожалуйста)(?!\p{L})/u

/** The kind of a sentence that is not English, with the language whose words it matched; `plain` is in lower case with straight apostrophes. */
export function foreignIn(plain: string): Readonly<{ language: Language; kind: IntentKind; probability: number }> | null {
  if (NOT_OWN.test(plain)) return null
  const cue = CUES.find(({ pattern }) => pattern.test(plain))
  if (cue === undefined) return null
  const { language, probability } = cue
  return plain.endsWith('?') ? (cue.kind === 'plan' ? { language, kind: 'question', probability } : null) : { language, kind: cue.kind, probability }
}
