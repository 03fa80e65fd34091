import { listed, naming, saying, type WordPack } from '../word-pack';

/** Turkish. RET is what advertisements in Turkey tell people to send. */
export const turkish: WordPack = {
  language: 'tr',
  words: [
    ...saying('tr', 'stop', 'D', [
      'İPTAL',
      'DUR',
      'DURDUR',
      'RET',
      'KAPAT',
      'ABONELİK İPTAL',
      'ÜYELİK İPTAL',
      'İPTAL ET',
    ]),
    ...saying('tr', 'stop', 'D', ['SON', 'ÇIK', 'BİTİR'], { ambiguous: true }),
    ...saying('tr', 'stop', 'D', ['HEPSİNİ İPTAL', 'TÜMÜNÜ İPTAL', 'İPTAL HEPSİ', 'STOP HEPSİ'], {
      scope: 'all',
    }),
    ...saying('tr', 'help', 'D', ['YARDIM', 'BİLGİ']),
    ...saying('tr', 'start', 'D', ['BAŞLAT', 'BAŞLA', 'ABONE', 'AKTİF']),
    ...saying('tr', 'join', 'D', ['KATIL', 'KAYIT', 'ÜYE']),
    ...saying('tr', 'yes', 'D', ['EVET', 'ONAY', 'ONAYLA', 'TAMAM', 'KABUL']),
    ...saying('tr', 'no', 'D', ['HAYIR']),
    ...saying('tr', 'status', 'D', ['DURUM']),
    ...saying('tr', 'list', 'D', ['LİSTE', 'HİZMETLER']),
  ],
  grammars: [
    ...naming('tr', 'stop', 'word name', 'D', ['İPTAL', 'DURDUR', 'KAPAT', 'RET']),
    ...naming('tr', 'stop', 'name word', 'D', ['İPTAL', 'DURDUR', 'KAPAT']),
    ...naming('tr', 'join', 'word name', 'D', ['KATIL', 'ABONE', 'BAŞLAT']),
    ...naming('tr', 'join', 'name word', 'D', ['ABONE', 'KATIL']),
  ],
  intent: {
    phrases: listed(`
      mesaj atma, mesaj atmayın, mesaj atmayınız, mesaj gönderme, mesaj göndermeyin, mesaj göndermeyiniz,
      mesaj yollamayın, mesaj istemiyorum, sms atmayın, sms göndermeyin, sms istemiyorum,
      sms almak istemiyorum, mesaj almak istemiyorum, mesajları istemiyorum, mesajlarınızı istemiyorum,
      beni rahat bırak, beni rahat bırakın, rahatsız etmeyin, rahatsız etme, listeden çıkar,
      listeden çıkarın, listenizden çıkarın, beni çıkarın, beni silin, numaramı silin, numaramı sil,
      aboneliğimi iptal, aboneliği iptal, üyeliğimi iptal, üyeliği iptal, iptal etmek istiyorum,
      abonelikten çıkmak, üyelikten çıkmak, nasıl iptal ederim, nasıl iptal edebilirim, artık yazmayın,
      bana yazmayın
    `),
    wholePhrases: listed(`
      yanlış numara, yanlış kişi, ilgilenmiyorum, istemiyorum, yeter artık, numara yanlış
    `),
    courtesy: listed(`
      lütfen, lutfen, teşekkürler, teşekkür, ederim, sağol, sağolun, rica, merhaba, selam, hemen, artık,
      acil, et, edin, ediniz, ediyorum, edebilir, misiniz, misin, istiyorum, tamam, hadi, ve, evet
    `),
    objects: listed(`
      mesaj, mesajı, mesajlar, mesajları, mesajlarını, sms, smsleri, bu, bunu, bunları, şu, abonelik,
      aboneliği, aboneliğimi, üyelik, üyeliği, üyeliğimi, hizmet, hizmeti, servisi, beni, bana, numaramı,
      reklam, reklamları, bildirim, bildirimleri, hepsini, her, şeyi, tümünü
    `),
    ordinary: listed(`
      durdu, kapan, kapar, kabat, kapak, kapalı, son gün, en son, kapa, kanat, kavat, kaput, optal, her son
    `),
    negations: listed('neden, niye'),
  },
};
