// What a person says about an answer in a chat, by the words that show it. What became of a state is read in `intent*`.

export const CUES = ['worked', 'failed', 'wrong', 'unclear', 'again', 'thanks', 'goes on', 'changes', 'used', 'leaves', 'back'] as const
export type Cue = (typeof CUES)[number]

type Tables = Readonly<Record<Cue, readonly string[]>>

// Phrases are endless, so where a language allows it a cue is put together from classes of words: short statements that are not about the person.
const STATED = String.raw`^(?!.*\?)(?!.*(?<!\p{L})(?:i|i'm|my|ich|mein\p{L}*|mon|ma|mes|yo|mis?|mio|mia|meu|minha|ik|mijn)(?!\p{L}))(?:[\p{L}']+[ ,]+){0,4}`
const NOT = String.raw`(?:not|isn't|wasn't|aren't|nicht|pas|no|non|não|niet)`
const ARTICLES = String.raw`(?: (?:the|a|der|die|das|la|le|el|il|lo|o|de|het|es|é|è|está|ganz|quite|really)){0,2}`
const RIGHT = String.raw`(?:right|correct[eoa]?|richtig\p{L}{0,2}|korrekt\p{L}{0,2}|bon|bonne|giust[oa]|corrett[oa]|cert[oa]|goede|juiste?)`
const WRONG = String.raw`(?:wrong|incorrect[eoa]?|falsch\p{L}{0,2}|faux|fausses?|equivocad[oa]s?|sbagliat[oaie]|errad[oa]s?|verkeerde?|foute?)`
const LACKS = '(?:fehlt|fehlen|manque|manquent|faltan?|manca|mancano|faltam|ontbreekt|ontbreken|is missing|are missing)'
const GIVES = '(?:gives?|throws?|returns?|wirft|gibt|zeigt|renvoie|donne|affiche|lance|da|lanza|devuelve|dà|lancia|restituisce|dá|lança|retorna|geeft|gooit)'
const ERROR = String.raw`(?:\p{L}*error|exception|fehler|ausnahme|erreur|excepción|errore|eccezione|erro|exceção|fout)`
const NOW = '(?:now|jetzt|nun|maintenant|tout|ahora|ahora sí|todo|adesso|ora|tutto|agora|tudo|nu|alles|everything)'
const WORKS = '(?:works|geht|funktioniert|läuft|klappt|marche|fonctionne|funciona|funziona|werkt|startet|démarre|arranca|kompiliert|compila)'
const TROUBLE = '(?:error|errors|problem|bug|issue|fehler|problème|erreur|problema|errore|erro|fout|probleem)'

// Alternatives of a pattern, matched as whole words against `plain`: lower case, straight apostrophes. English, German, French, Spanish, Italian, Portuguese, Dutch.
const TABLES: Tables = {
  worked: [
    String.raw`(?:it|that|this|everything|all|which)(?:'s| is| now)? (?:really |now |all ){0,3}(?:work(?:s|ed|ing)|passe[sd]|pass now|fixed(?: it)?|solved(?: it)?|did (?:it|the trick)|does the trick|compile[sd])(?! (?:for|on) )`,
    String.raw`(?:works|worked|working) (?:now|great|perfectly|fine|well|like a charm|flawlessly|beautifully)`, String.raw`(?:tests?|they) (?:all )?(?:now )?pass`, 'problem solved', 'got it working', 'fixed now', 'all green', 'that did it',
    String.raw`(?:jetzt )?(?:geht|funktioniert|läuft|klappt)(?: es| das)? (?:jetzt|nun|super|prima|gut|einwandfrei)`, String.raw`(?:das|es) (?:hat (?:funktioniert|geklappt|geholfen)|klappt|funktioniert|geht)(?! nicht| nich| leider| immer noch)`,
    String.raw`${NOW} ${WORKS}(?: es| das| alles| tout| todo| tutto| tudo)?(?! (?:\p{L}+ ){0,2}(?:nich|pas|niet))`, String.raw`(?<!${NOT} (?:\p{L}+ )?)${WORKS} ${NOW}(?! (?:\p{L}+ ){0,2}(?:nich|pas|niet))`, String.raw`${TROUBLE} (?:is|ist|est|es|è|é|has) (?:now |jetzt )?(?:gone|weg|fixed|solved|behoben|gelöst|parti|corrigée?|verdwenen|disappeared)`, 'fixed it', String.raw`tests? (?:are|ist|sind) (?:now |jetzt |all )?(?:passing|green|grün)`, 'consertou', 'sistemato', 'ya quedó', String.raw`^(?:(?:super|prima|toll|danke|ja)[,!. ]+)?(?:klappt|läuft|geht|funktioniert)(?! (?:\p{L}+ ){0,2}nich)`, String.raw`problem gelöst`, String.raw`c'est (?:bon|réglé|réparé)`, String.raw`(?<!(?:pas|no|non|não|niet|nicht) (?:\p{L}+ )?)(?:résolu|resuelto|arreglado|risolto|resolvido|opgelost)`, String.raw`ya (?:me )?(?:funciona|anda)`, String.raw`(?<!no (?:me )?)funcionó`, String.raw`^hat (?:\p{L}+ ){0,2}(?<!nicht )(?:funktioniert|geklappt|geholfen)`,
    String.raw`ça (?:marche|fonctionne|a (?:marché|fonctionné))(?! pas)`, String.raw`(?:ya |ahora )?funcion(?:a|ó)(?: bien| perfecto| ahora| ya)`, String.raw`(?<!no )(?:ha funcionado|me funcionó|me sirvió)`,
    String.raw`(?<!non )(?:ha funzionato|ora funziona|funziona (?:tutto|bene|ora))`, String.raw`(?<!não )(?:funcionou|deu certo|agora funciona)`, String.raw`(?:het|dat|nu) (?:werkt|werkte|is gelukt)(?! niet)(?: het)?(?! niet)`,
  ],
  failed: [
    String.raw`(?:it|that|this|still|code|which|they) ?(?:still |just |really |also ){0,3}(?:doesn't|does not|doesnt|don't|didn't|did not|didnt|isn't|is not|won't|wont|not) (?:seem to |even |actually |really ){0,3}(?:work|working|run|running|compile|compiling|pass|help|fix|start|load|do (?:it|anything|that))(?! (?:for|with) (?:me|us|my|our))`,
    String.raw`(?:still|again) (?:get(?:ting)?|got|gives?|giving|see(?:ing)?|have|having|throws?|shows?|returns?|keeps?|fail(?:s|ing|ed)?|broken|wrong|the same)`, String.raw`(?:same|an?|this|the following|another|new) (?:error|exception|problem again|warning|traceback|failure)`, String.raw`fail(?:s|ed|ing)(?: again| with| on| the)?`,
    String.raw`(?:error|errors|traceback|exception)[: (]`, String.raw`(?:didn't|doesn't|not) (?:work|working)(?! (?:for|with) (?:me|us|my|our))`, 'no luck', String.raw`(?:it|this|that) (?:broke|breaks|crashe[sd]|hangs)`, String.raw`seg(?:mentation )?faults?`, 'still broken', 'same thing (?:happens|again)', String.raw`(?:nothing happens|passiert nichts|nichts passiert|rien ne se passe|se passe rien|no (?:pasa|sucede|ocurre) nada|non (?:succede|accade) (?:niente|nulla)|não acontece nada|gebeurt (?:er )?niets)`, String.raw`${GIVES} (?:\p{L}+ ){0,3}${ERROR}`, String.raw`^(?:it|this|that|the (?:page|app|script|site|program)) (?:hangs|crashes|freezes|breaks|is blank|won't load)`, String.raw`(?:lädt|öffnet|startet) (?:sich )?nicht`, String.raw`(?:laadt|opent|start) niet`, String.raw`(?:non si|não|no se|no) (?:carica|carrega|carga|apre|abre)`, String.raw`no attribute`,
    String.raw`(?:geht|funktioniert|klappt|läuft|hilft) (?:es |das |so |aber |leider |immer noch |noch ){0,3}(?:nicht|nich)`, String.raw`(?:hat )?nicht (?:funktioniert|geklappt|geholfen)`, String.raw`tut sich (?:\p{L}+ ){0,2}nichts`, 'immer noch', String.raw`(?:ein |der (?:gleiche|selbe) |diese[rn]? )?fehler(?:meldung)?`,
    String.raw`stürzt (?:\p{L}+ ){0,3}ab`, String.raw`(?:ça|il|elle|tout) (?:plante|bloque|bogue|bugue)`, String.raw`(?:plante|bloque|bogue|bugue) (?:toujours|encore)`, String.raw`tests? (?:\p{L}+ ){0,2}(?:échoue(?:nt)?|falla[n]?|fallisc\w+|falh\w+|faalt|falen|schlägt fehl|schlagen fehl)`, String.raw`(?:ne |n')?(?:compile|charge|s'ouvre|s'affiche)(?: toujours| plus)? pas`,
    String.raw`no (?:compila|arranca|carga|se abre)`, String.raw`se (?:cuelga|cae|bloquea)`, String.raw`non (?:compila|parte|si avvia|si apre|carica)`, String.raw`si (?:blocca|pianta)`, String.raw`não (?:compila|roda|abre|carrega|inicia)`, String.raw`loopt (?:\p{L}+ ){0,2}vast`, String.raw`(?:dezelfde|nog een) fout(?:melding)?`,
    String.raw`(?:ne |n')?(?:marche|fonctionne)(?: toujours)? pas`, String.raw`toujours (?:pas|la même|une) ?(?:erreur)?`, String.raw`(?:encore|toujours) (?:le|la) même`, String.raw`message d'erreur`, String.raw`n'a pas (?:marché|fonctionné)`,
    String.raw`(?:no|sigue sin) (?:funciona|funcionó|funcionar|sirve|ha funcionado)`, String.raw`(?:el mismo|un) error`, String.raw`(?:sigue|siguen) (?:saliendo|dando|apareciendo|fallando|cerrando|colgando|bloqueando)`, String.raw`non (?:funziona|ha funzionato|va)`, String.raw`(?:lo stesso|un) errore`, String.raw`não (?:funciona|funcionou|deu certo)`, String.raw`(?:o mesmo|um) erro`, String.raw`werkt (?:het |nog |dat ){0,3}(?:niet|steeds niet)`,
  ],
  wrong: [
    String.raw`(?:that|this|it|which|you|your (?:answer|code|example|version))(?:'s| is| was|'re| are| were)? (?:just |simply |completely |totally |clearly |also ){0,3}(?:wrong|incorrect|not (?:right|correct|true|what i|how i)|mistaken|off topic|a mistake|false|nonsense)`, String.raw`^(?:wrong|incorrect|nope|false)`,
    String.raw`that(?:'s| is) not (?:what|how|right|correct|it|true)`, String.raw`not what i (?:asked|meant|wanted|said|need)`, String.raw`i (?:did not|didn't|never) (?:ask|say|mean|want)`, String.raw`i (?:asked|said|meant|told you|already (?:said|told))`, 'i mean', String.raw`(?:^|no,? )i mean`, String.raw`you (?:did not|didn't|never|don't|forgot|missed|misunderstood|ignored|got it wrong|made a mistake|haven't|skipped|removed|broke|lost)`, String.raw`(?:doesn't|does not|doesnt|didn't|did not|doesn|don't|makes?) (?:even |not |no )?(?:make )?(?:any |much |no )?sense(?! to (?:me|go|use|do))`,
    String.raw`(?:is|are) (?:you sure|that right)`, String.raw`are you sure`, String.raw`code is (?:incorrect|wrong|not)`, String.raw`(?:this|that) (?:still|only|also) (?:keeps|gives|returns|does|modif\w+)`, String.raw`instead of (?:what i)`, String.raw`not helpful`, String.raw`you (?:misread|mixed up|confused|changed the wrong|invented|left out|omitted|made (?:that|it) up)`, `${STATED}${WRONG}(?: \\p{L}+)?[.!]*$`, `${STATED}${NOT}${ARTICLES}(?: \\p{L}+)? ${RIGHT}(?: \\p{L}+)?[.!]*$`, `^(?!.*\\?)(?:(?:hier|da|es|il|qui|aquí|aqui|er) )?${LACKS}`, `${STATED}${LACKS}[.!]*$`, String.raw`(?:nicht|not|n't|pas|no (?:es|era)|non (?:è|era)|não (?:é|era)|niet) (?:die|the|la|a|de|my|meine|ma|mi) (?:frage|question|pregunta|domanda|pergunta|vraag)`, String.raw`(?:that|this|it)(?:'s| is) (?:outdated|out of date|made up|backwards)`, String.raw`opposite of what`, String.raw`^actually,? (?:it|that|this|they|the) (?:\p{L}+ )?(?:is|are|should|was|were|isn't|aren't|must)`, String.raw`undo (?:that|this|it|the)`, String.raw`revert (?:that|this|it|the)`,
    String.raw`(?:das|es) (?:ist|war|stimmt) (?:so |leider |aber |doch ){0,3}(?:falsch|nicht (?:richtig|korrekt|das|was)|nicht)`, 'nicht was ich', String.raw`ich (?:meine|meinte|hatte gesagt|wollte|habe nicht)`, String.raw`du hast (?:\w+ )?(?:vergessen|übersehen|falsch)`, String.raw`ergibt keinen sinn`, String.raw`du (?:hast|hattest) (?:\p{L}+ ){0,4}(?:falsch|missverstanden|verwechselt|vergessen|übersehen)`, String.raw`(?:stimmt|passt) (?:so |leider |gar |überhaupt ){0,2}nicht`, String.raw`ich (?:so )?nicht (?:gemeint|gesagt|gefragt|gewollt)`, String.raw`du (?:verwechselst|verstehst mich)`, String.raw`(?:habe|hab|hatte) ich nicht`, '^falsch',
    String.raw`(?:c'est|ce n'est|c'était) (?:pas (?:ça|ce que|correct|vrai)|faux|incorrect)`, String.raw`je (?:voulais|veux) dire`, String.raw`tu (?:as oublié|t'es trompé)`, String.raw`vous (?:avez oublié|vous êtes trompé)`, String.raw`n'a (?:pas de|aucun) sens`, String.raw`tu te trompes|vous vous trompez`, String.raw`(?:tu n'as|vous n'avez) (?:pas|rien) (?:compris|répondu|suivi|lu)`, String.raw`pas ce que (?:j'ai|je)`, String.raw`mal (?:lu|compris|interprété)`, String.raw`je n'ai (?:pas|jamais|rien) (?:demandé|dit|voulu)`, String.raw`je parlais d(?:e|u|es|'\p{L}+)`, String.raw`tu as encore`, '^faux',
    String.raw`(?:eso|esto) (?:no es|está mal|es incorrecto)`, 'no es lo que', 'quiero decir', 'me refiero', String.raw`no tiene sentido`, String.raw`(?:te )?olvidaste`, String.raw`te has olvidado`, String.raw`(?:eso|esto) no era`, String.raw`te (?:equivocaste|equivocas|has equivocado)`, String.raw`(?:leíste|has leído|entendiste) mal`, String.raw`me refer(?:ía|í)`, String.raw`no (?:te |le |he )?(?:pedí|pedido|dije|dicho)`, String.raw`(?:letto|capito) male`, String.raw`non (?:ti |le |vi )?(?:ho|avevo) (?:chiesto|detto)`, String.raw`no (?:me )?(?:has entendido|entendiste|respondiste|has respondido)`, String.raw`^(?:no,? )?(?:eso |esto )?(?:está mal|es falso|es incorrecto)`, String.raw`hai (?:sbagliato|dimenticato|frainteso|capito male)`, String.raw`non hai (?:capito|risposto|letto)`, '^sbagliato', String.raw`(?:è|questo è) sbagliato`, 'non è (?:quello|giusto|corretto)', 'intendevo', 'voglio dire', 'non ha senso', String.raw`(?:isso|está) (?:não é|errado)`, String.raw`não (?:é|foi|era) (?:isso|o que)`, 'quero dizer', String.raw`você (?:errou|esqueceu|não (?:entendeu|respondeu|leu)|entendeu (?:errado|mal))`, '^errado', String.raw`je (?:hebt|bent|had) (?:\p{L}+ ){0,4}(?:verkeerd|fout|vergeten|gemist)`, String.raw`niet wat ik`, 'quis dizer', String.raw`(?:eu )?não pedi`, String.raw`você leu (?:errado|mal)`, 'ik bedoelde', String.raw`(?:vroeg|zei|wilde) ik niet`, String.raw`je (?:leest|begrijpt|leest het|begreep) (?:\p{L}+ ){0,3}verkeerd`, '^fout', String.raw`(?:dat|dit) (?:is|klopt) (?:niet|fout)`, 'ik bedoel',
  ],
  unclear: [
    String.raw`what (?:do|does|did|are) (?:you|that|this|it) (?:mean|talking|saying|have to do|to do)`, String.raw`what(?:'re| are) you (?:talking|saying|on) ?(?:about)?`, String.raw`i (?:don't|do not|dont) (?:understand|get it|follow)`, 'confused', 'not sure what (?:you|your|you\'re)', String.raw`^(?:what|huh|sorry|pardon|come again)\s*[.?!]*$`,
    String.raw`was meinst du`, 'verstehe (?:ich )?nicht', String.raw`was (?:\p{L}+ )?(?:soll|heißt|bedeutet) das`, String.raw`n'ai (?:pas|rien) compris`, String.raw`no (?:lo |te )?(?:entendí|he entendido)`, String.raw`qu'est-ce que (?:tu veux|vous voulez|ça veut) dire`, 'comprends pas', String.raw`qué quieres decir`, 'no (?:lo )?entiendo', 'che (?:cosa )?(?:vuoi dire|intendi)', 'non capisco', 'o que você quer dizer', 'não entendi', 'wat bedoel je', 'snap (?:het|ik) niet',
  ],
  again: [
    String.raw`(?:try|do|say|explain|answer|write|give|do it|once) (?:it |that |me )?again`, 'as i said', 'like i said', 'once more', 'try again', 'one more time', 'redo (?:it|this|that)', String.raw`you (?:did not|didn't) answer`, 'answer my question',
    'noch ?(?:ein)?mal', String.raw`refais(?:-le|-la)?`, 'wie gesagt', 'versuch es erneut', 'encore une fois', 'réessaie', 'comme je (?:l\'ai )?dit', 'otra vez', 'de nuevo', 'como dije', 'di nuovo', 'un\'altra volta', 'riprova', 'de novo', 'outra vez', 'nog een keer', 'opnieuw', 'probeer het opnieuw',
  ],
  thanks: [
    'thanks?', 'thank you', 'thx', 'ty', 'cheers', 'perfect', 'great', 'awesome', 'excellent', 'brilliant', 'exactly', 'nice', 'cool', 'love it', 'wonderful', 'amazing', 'very helpful', 'good (?:job|answer|idea|point)', 'just what i',
    'danke', 'dankeschön', 'super', 'perfekt', 'genau', 'toll', 'merci', 'parfait', 'génial', 'gracias', 'perfecto', 'genial', 'excelente', 'grazie', 'perfetto', 'ottimo', 'obrigad[oa]', 'perfeito', 'ótimo', 'dank je', 'bedankt', 'perfect',
  ],
  'goes on': [
    String.raw`^(?:ok(?:ay)?|great|good|thanks|perfect|now|and now|next|and|also|then|next step)[,.! ]+(?:now|next|also|and|can|could|please|let's|how|add|make|what)`, String.raw`^(?:now|next|then|also)\b`, String.raw`(?:can|could|would) you (?:also|now)`, String.raw`(?:let's|lets) (?:also|now|move on|continue|go on)`, 'what about', 'how about adding', 'add (?:a|an|the|some|more|another|also)', 'next step', 'continue', 'go on', 'what if',
    '^(?:jetzt|nun|und jetzt|als nächstes|weiter)', 'kannst du (?:auch|jetzt|noch)', String.raw`^(?:maintenant|ensuite|et maintenant)`, 'peux-tu (?:aussi|maintenant)', '^(?:ahora|luego|y ahora)', 'puedes (?:también|ahora)', '^(?:ora|adesso|poi)', 'puoi (?:anche|ora)', '^(?:agora|depois|e agora)', '^(?:nu|en nu|vervolgens)', 'kun je (?:ook|nu)',
  ],
  changes: [
    'instead', 'rather than', String.raw`(?:make|change|rewrite|modify|rename|replace|remove|convert|turn|update|shorten|simplify|translate|refactor|move|fix) (?:it|this|that|the|these|them|all|each)`, "don't use", 'without (?:using|the|a)', 'shorter', 'longer', 'simpler',
    'stattdessen', 'lieber', 'kürzer', 'länger', 'ändere', 'ohne', 'plutôt', 'à la place', 'plus (?:court|long|simple)', 'en lugar de', 'en vez de', 'más (?:corto|largo|simple)', 'cambia', 'invece', 'più (?:corto|lungo|semplice)', 'em vez de', 'mais (?:curto|longo|simples)', 'in plaats van', 'korter', 'langer',
  ],
  used: [
    String.raw`i(?:'ve| have)? (?:just |now |already |then ){0,3}(?:used|tried|sent|copied|pasted|applied|implemented|deployed|merged|published|submitted|followed|went with|added|put|ran|posted|booked|ordered|cooked|made|baked|printed|committed)(?! (?:to )?(?:find|understand))`, String.raw`i (?:used|followed|took) (?:your|the|that|this)`, String.raw`(?:your|the) (?:recipe|letter|draft|answer|script|advice|plan|suggestion|version) (?:worked|was|went|helped|did)`, String.raw`(?:used|sent|tried) (?:it|that|this)`,
    String.raw`(?:habe|hab) (?:ich )?(?:es|das|sie|den|die|deine?n?)(?: \p{L}+){0,4} (?:benutzt|verwendet|abgeschickt|geschickt|ausprobiert|eingebaut|übernommen|gemacht)`, String.raw`j'ai (?:utilisé|envoyé|essayé|suivi|appliqué|fait)`, String.raw`(?:lo |la )?(?:usé|envié|mandé|probé|apliqué|seguí|he (?:usado|enviado|probado|aplicado|hecho))`, String.raw`(?:l')?ho (?:usato|inviato|provato|applicato|seguito|fatto)`, String.raw`(?:eu )?(?:usei|enviei|testei|apliquei|segui)`, String.raw`(?:ik heb|heb ik) (?:het|dat|je|jouw)(?: \p{L}+){0,3} (?:gebruikt|verstuurd|geprobeerd|toegepast|gedaan)`,
  ],
  leaves: [
    String.raw`never ?mind`, 'forget (?:it|that|about it)', String.raw`(?:let's|lets|i'll) (?:drop|leave|skip|abandon|stop)(?: (?:it|this|that|here))?`, "i(?:'ll| will) (?:do|write|fix|figure) it (?:out )?(?:myself|by hand|on my own)", 'not worth it', 'give up', 'stop here', 'scrap (?:it|that|this)',
    'vergiss (?:es|das)', String.raw`brauche ich nicht mehr`, String.raw`^schon gut`, 'egal', 'lass (?:es|gut sein)', 'ich mache es selbst', 'laisse tomber', 'tant pis', 'oublie', 'olvídalo', 'déjalo', 'da igual', 'lascia (?:stare|perdere)', 'non importa', 'deixa (?:pra lá|para lá)', 'esquece', 'laat maar', 'vergeet het',
  ],
  back: [
    'last time', 'the other day', 'last (?:week|month|year|night)', 'yesterday', 'a (?:few|couple of) (?:days|weeks|months) ago', String.raw`you (?:gave|wrote|suggested|recommended|helped|showed|made|told|sent|came up with)(?: me| us)?`, String.raw`(?:your|the) \p{L}+ (?:from|of) (?:last|yesterday|before)`, 'as we (?:discussed|talked)', 'we (?:talked|spoke) about', 'remember (?:when|the|that|my|our)', 'back to (?:the|my|our|that)', String.raw`(?:follow(?:ing)?[- ]up|update) on`,
    'letztes mal', 'letzte woche', 'gestern', 'neulich', String.raw`du (?:hast|hattest) (?:mir|uns)`, String.raw`(?:la )?dernière fois`, 'hier', 'la semaine dernière', String.raw`tu m'as`, String.raw`(?:la )?última vez`, 'ayer', 'la semana pasada', 'me (?:diste|recomendaste|sugeriste)', "l'ultima volta", 'ieri', 'la settimana scorsa', 'mi (?:hai|avevi)', String.raw`(?:da )?última vez`, 'ontem', 'semana passada', 'vorige keer', 'gisteren', 'vorige week', 'je (?:gaf|hebt) me',
  ],
}

const RUSSIAN: Tables = {
  worked: [String.raw`(?<!не )(?:заработал[ои]?|получилось|сработал[ои]?|помогло)`, String.raw`(?:теперь|вс[её]|уже|наконец(?:-то)?) (?:вс[её] )?(?:работает|запускается|проходит)`, String.raw`(?:ошибка|проблема) (?:исчезла|пропала|решена|ушла)`, String.raw`тесты (?:теперь )?(?:прошли|проходят)`],
  failed: [String.raw`не (?:работа[ею]т|запускается|открывается|(?:за)?грузится|загружается|помог(?:ло|ла|ли)?|получилось|получается|сработало|компилируется)`, String.raw`(?:та|ту) же (?:самая |самую )?ошибк[ау]`, String.raw`(?:снова|опять|вс[её] равно|по-прежнему|выда[её]т|бросает|появляется|получаю) (?:\p{L}+ ){0,3}ошибк[ауи]`, String.raw`ничего не (?:происходит|изменилось|меняется)`, String.raw`(?:это|программа|страница|приложение|скрипт|код|вс[её]) (?:\p{L}+ )?(?:вылетает|падает|зависает|ломается)`],
  wrong: [String.raw`^(?:нет,? )?(?:это |вс[её] )?(?:неправильно|неверно|не так|не то|неправда)(?! ли)`, 'это ошибка', String.raw`^(?:\p{L}+ ){1,3}(?:неправильн|неверн|ошибочн)\p{L}{1,3}[.!]*$`, String.raw`это (?:\p{L}+ )?(?:неправильно|неверно|не так|не то)`, String.raw`я (?:спрашивал|просил|говорил|имел)а? (?:совсем )?(?:не|в виду)`, String.raw`не (?:то|об этом|про это|это),? (?:что |о ч[её]м )?я (?:просил|спрашивал|имел)а?`, String.raw`(?:ты|вы) (?:\p{L}+ )?(?:забыл|пропустил|перепутал)[аи]?`, String.raw`(?:ты|вы) (?:ошиб(?:ся|лась|лись)|не понял[аи]?)`, String.raw`не имеет смысла`],
  unclear: [String.raw`(?<!(?:ты|вы) )не (?:понял[аи]?|понимаю)`, String.raw`что (?:ты|вы) име(?:ешь|ете) в виду`, String.raw`что (?:это|значит) (?:значит|это)`],
  again: [String.raw`ещ[её] раз`, String.raw`попробуй(?:те)? (?:снова|заново)`, 'заново', String.raw`как я (?:уже )?(?:сказал|говорил|писал)а?`, String.raw`повтори(?:те)?`],
  thanks: ['спасибо', 'благодарю', 'отлично', 'прекрасно', 'супер', 'идеально', 'здорово', 'класс'],
  'goes on': [String.raw`^(?:а )?(?:теперь|дальше|затем)`, String.raw`(?:можешь|можете) (?:ещ[её]|также|теперь)`, String.raw`добавь(?:те)?`],
  changes: ['вместо этого', 'короче', 'длиннее', String.raw`(?:измени|поменяй|замени)(?:те)?`, 'лучше', 'без'],
  used: [String.raw`я (?:уже |вчера |сегодня ){0,2}(?:отправил|послал|использовал|попробовал|применил|приготовил|опубликовал|испек)(?:ла|а)?`],
  leaves: [String.raw`не ?важно`, String.raw`(?:ладно,? )?забудь(?:те)?`, String.raw`^(?:ладно,? )?не надо[.!]?$`, 'проехали', String.raw`сам(?:а)? (?:сделаю|разберусь|справлюсь)`],
  back: ['в прошлый раз', String.raw`на прошлой неделе`, 'вчера', 'недавно', String.raw`(?:ты|вы) (?:мне |нам )?(?:дал|посоветовал|предложил|написал)[аи]?(?! не)`],
}

// Without spaces between words there are no whole words to look for.
const UNSPACED: Readonly<Record<Cue, readonly string[]>> = {
  worked: ['没问题了', '正常了', '直りました', '直った', '解決しました', '修好了', '이제 돼', '이제 됩니다', '해결됐', '해결되', 'できました', '動きました', '動いた', '成功しました', '可以了', '解决了', '成功了', '能用了', '됐어', '작동합니다'],
  failed: ['落ちます', '运行不了', '崩溃', '闪退', '안 됩니다', '에러', '動きません', '動かない', 'エラー', 'できません', 'うまくいきません', '不行', '报错', '没用', '还是不', '失败', '안 돼', '작동하지', '오류'],
  wrong: ['そういう意味では', '意味ではありません', '不是这', '뜻이 아니', '違い', '間違', '違う', '違っ', '誤解', 'そうではな', '理解错', '不是我', '아니에요', '아닙니다', '잘못 이해', '잘못됐', '不对', '错了', '不是这样', '我的意思是', '틀렸', '아니요', 'つまり'],
  unclear: ['どういう意味', '什么意思', '不明白', '听不懂', '무슨 뜻', '이해가 안'],
  again: ['もう一度', '再一次', '再试', '重新', '다시'],
  thanks: ['ありがとう', '谢谢', '感谢', '完璧', '太好了', '완벽', '감사', '고마워'],
  'goes on': ['次に', '次は', '接下来', '然后', '다음'],
  changes: ['代わりに', '改成', '换成', '더 짧게', '短く'],
  used: ['使いました', '試しました', '送りました', '我用了', '我试了', '发出去了', '써봤'],
  leaves: ['もういい', 'やめ', '算了', '됐습니다'],
  back: ['前回', '先日', '昨日', '上次', '昨天', '지난번', '어제'],
}

const PATTERNS: Readonly<Record<Cue, RegExp>> = Object.fromEntries(
  CUES.map((cue) => [cue, new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${[...TABLES[cue], ...RUSSIAN[cue]].join('|')})(?![\p{L}\p{N}])|${UNSPACED[cue].join('|')}`, 'u')]),
) as Record<Cue, RegExp>

const TELLING = ['worked', 'failed', 'wrong', 'unclear', 'again', 'used', 'leaves'] as const
export const UNDOES = /^\s*\/(?:undo|revert|rewind)\b/m

/** In lower case, with straight apostrophes; of the same length, so that places in it are places in the text. */
function plain(text: string): string {
  return Array.from(text, (character) => {
    const lower = character.toLowerCase()
    return character === '’' || character === '‘' ? "'" : lower.length === character.length ? lower : character
  }).join('')
}

/** Whether a text says this. `text` is as the person wrote it. */
export const says = (cue: Cue, text: string): boolean => PATTERNS[cue].test(plain(text).trim())

/** Whether even a few words show what became of an answer. */
export const tellsOfAnswer = (text: string): boolean => UNDOES.test(text) || TELLING.some((cue) => says(cue, text))
