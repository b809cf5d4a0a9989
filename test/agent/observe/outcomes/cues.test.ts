import { describe, expect, it } from 'vitest'
import { CUES, says, tellsOfAnswer } from '../../../../src/agent/observe/outcomes/cues.ts'
import type { Cue } from '../../../../src/agent/observe/outcomes/cues.ts'

const SAID: Readonly<Record<Cue, readonly string[]>> = {
  worked: ['That worked!', 'It works now, thank you.', 'Das hat geklappt.', 'Ça marche, merci', 'Ya funciona bien', 'Ora funziona', 'Deu certo!', 'Het werkt', '可以了', 'できました', 'Теперь всё работает', 'Получилось!', 'Super, le programme démarre maintenant', 'Hat auf Anhieb funktioniert', 'Todo funciona'],
  failed: ['It still doesn’t work.', 'I get the same error', 'Das funktioniert leider nicht', 'Ça ne marche pas', 'No funciona', 'Non funziona', 'Não funcionou', 'Het werkt niet', '还是不行', '動きません', 'Это не запускается', 'Опять та же ошибка', 'Le programme plante toujours', 'Se sigue cerrando'],
  wrong: ['That is not what I asked for.', 'You forgot the second column', 'No, I meant the other one', 'Das ist falsch', 'Ce n’est pas ça', 'Eso está mal', 'È sbagliato', 'Está errado', 'Dat klopt niet', '不对', '違います', 'Ты забыл второй абзац', 'Я спрашивал не об этом', 'Это неверно', 'Non, je parlais du mois de mai', 'Eso no era lo que preguntaba'],
  unclear: ['What do you mean?', 'I don’t understand', 'Was meinst du?', 'Je ne comprends pas', 'No entiendo', 'Non capisco', 'Não entendi', 'Ik snap het niet', 'Не понимаю', 'Что ты имеешь в виду?', 'Je n’ai pas compris la fin', 'No entendí el final'],
  again: ['Please try again', 'As I said, in the evening', 'Nochmal bitte', 'Encore une fois', 'Otra vez', 'Riprova', 'De novo', 'Opnieuw', 'Ещё раз, пожалуйста', 'Mach es noch einmal', 'Refais-le'],
  thanks: ['Thanks!', 'Perfect', 'Danke dir', 'Merci beaucoup', 'Gracias', 'Grazie mille', 'Obrigada', 'Bedankt', 'Спасибо'],
  'goes on': ['Now add a second verse', 'Can you also write the invitation?', 'Und jetzt die zweite Strophe', 'Maintenant le titre', 'Ahora el título', 'Ora il titolo', 'А теперь заголовок'],
  changes: ['Make it shorter', 'Use the train instead', 'Lieber kürzer', 'Plutôt en vers', 'Más corto', 'Più breve invece', 'Короче'],
  used: ['I sent it this morning', 'I used your recipe', 'Ich habe es abgeschickt', 'J’ai envoyé la lettre', 'Lo he enviado', 'L’ho inviato', 'Enviei ontem', 'Ik heb het gebruikt', 'Я отправила письмо утром', 'Ich habe den Brief heute früh so abgeschickt', 'Mandé la carta'],
  leaves: ['Never mind', 'Forget it', 'Vergiss es', 'Laisse tomber', 'Olvídalo', 'Lascia stare', 'Esquece', 'Laat maar', 'Забудь', 'Das brauche ich nicht mehr'],
  back: ['Last time you gave me a recipe', 'Wie letztes Mal', 'La dernière fois', 'La última vez', 'L’ultima volta', 'Vorige week', 'В прошлый раз'],
}

describe('cues', () => {
  it.each(CUES.map((cue) => [cue] as const))('know “%s” in several languages', (cue) => {
    expect(SAID[cue].filter((text) => !says(cue, text))).toEqual([])
  })

  it('tell what did not work from what did', () => {
    for (const text of SAID.failed) expect([text, says('worked', text) && !says('failed', text)]).toEqual([text, false])
    for (const text of SAID.worked) expect([text, says('failed', text)]).toEqual([text, false])
  })

  it('take the refusal of an offer for no failure', () => {
    expect(says('failed', 'No, Tuesday does not work for me.')).toBe(false)
  })

  it('are put together from classes of words, in statements that are not about the person', () => {
    for (const text of ['The name is wrong.', 'El nombre está equivocado.', 'De naam is verkeerd.', 'Essa não é a data certa.', 'Ce n’est pas la bonne date.', 'Du hast meine Frage falsch verstanden.', 'Falta la mitad.']) expect(says('wrong', text), text).toBe(true)
    for (const text of ['Le script renvoie une erreur.', 'No pasa nada.', 'De pagina laadt niet.', 'La pagina non si carica.']) expect(says('failed', text), text).toBe(true)
    for (const text of ['Alles werkt, bedankt.', 'Der Fehler ist weg.', 'Agora tudo funciona.', 'Problème résolu.']) expect(says('worked', text), text).toBe(true)
    for (const text of ['Non è la prima volta che viaggio.', 'Mi abuela está mal de la espalda.', 'Fehlt in Island der Wald?', 'Was ist der richtige Weg, Reis zu kochen?', 'It is not the right time to sell the house.', 'Não foi resolvido.']) expect(['wrong', 'failed', 'worked'].filter((cue) => says(cue as Cue, text)), text).toEqual([])
  })

  it('say nothing of plain talk', () => {
    const talk = ['How do I bake bread?', 'The house by the sea has a blue door.', 'My grandmother came from a village.', 'Schreib mir einen Brief.', 'Quel temps fait-il ?', 'Моя бабушка выросла в деревне у реки.', 'Ошибка измерения растёт с расстоянием.', 'Как лучше сварить рис?']
    expect(talk.filter((text) => tellsOfAnswer(text))).toEqual([])
    expect(tellsOfAnswer('/undo')).toBe(true)
  })
})
