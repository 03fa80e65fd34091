import { fold } from '../../text/fold';
import type { Calendar } from '../../text/calendar';

export interface MonthName {
  readonly calendar: Calendar;
  readonly month: number;
}

/** Twelve months, each with the ways it is written; the first is the usual one. */
type Year = readonly (readonly string[])[];

const months: { readonly [C in Calendar]: readonly Year[] } = {
  gregorian: [
    [
      ['January', 'Jan'],
      ['February', 'Feb'],
      ['March', 'Mar'],
      ['April', 'Apr'],
      ['May'],
      ['June', 'Jun'],
      ['July', 'Jul'],
      ['August', 'Aug'],
      ['September', 'Sept', 'Sep'],
      ['October', 'Oct'],
      ['November', 'Nov'],
      ['December', 'Dec'],
    ],
    [
      ['gennaio', 'gen', 'genn'],
      ['febbraio', 'febb'],
      ['marzo'],
      ['aprile'],
      ['maggio', 'mag', 'magg'],
      ['giugno', 'giu'],
      ['luglio', 'lug'],
      ['agosto', 'ago'],
      ['settembre', 'set', 'sett'],
      ['ottobre', 'ott'],
      ['novembre'],
      ['dicembre', 'dic'],
    ],
    [
      ['ژانویه', 'ژانویهٔ'],
      ['فوریه'],
      ['مارس', 'مارچ'],
      ['آوریل', 'آپریل', 'اپریل'],
      ['مه', 'می'],
      ['ژوئن', 'جون'],
      ['ژوئیه', 'جولای'],
      ['اوت', 'آگوست', 'اگست'],
      ['سپتامبر'],
      ['اکتبر'],
      ['نوامبر'],
      ['دسامبر'],
    ],
    [
      ['يناير', 'كانون الثاني', 'جانفي'],
      ['فبراير', 'شباط', 'فيفري'],
      ['مارس', 'آذار'],
      ['أبريل', 'إبريل', 'نيسان', 'أفريل'],
      ['مايو', 'أيار', 'ماي'],
      ['يونيو', 'يونيه', 'حزيران', 'جوان'],
      ['يوليو', 'يوليه', 'تموز', 'جويلية'],
      ['أغسطس', 'آب', 'أوت'],
      ['سبتمبر', 'أيلول'],
      ['أكتوبر', 'تشرين الأول'],
      ['نوفمبر', 'تشرين الثاني'],
      ['ديسمبر', 'كانون الأول'],
    ],
  ],
  jalali: [
    [
      ['فروردین'],
      ['اردیبهشت'],
      ['خرداد'],
      ['تیر'],
      ['مرداد', 'امرداد'],
      ['شهریور'],
      ['مهر'],
      ['آبان'],
      ['آذر'],
      ['دی'],
      ['بهمن'],
      ['اسفند'],
    ],
    [
      ['Farvardin'],
      ['Ordibehesht'],
      ['Khordad'],
      ['Tir'],
      ['Mordad'],
      ['Shahrivar'],
      ['Mehr'],
      ['Aban'],
      ['Azar'],
      ['Dey'],
      ['Bahman'],
      ['Esfand'],
    ],
  ],
  hijri: [
    [
      ['محرم'],
      ['صفر'],
      ['ربيع الأول'],
      ['ربيع الآخر', 'ربيع الثاني'],
      ['جمادى الأولى', 'جمادى الاول'],
      ['جمادى الآخرة', 'جمادى الثانية', 'جمادى الثاني'],
      ['رجب'],
      ['شعبان'],
      ['رمضان'],
      ['شوال'],
      ['ذو القعدة', 'ذي القعدة', 'ذیقعده', 'ذوالقعدة', 'ذی‌القعده'],
      ['ذو الحجة', 'ذي الحجة', 'ذیحجه', 'ذوالحجة', 'ذی‌الحجه'],
    ],
    [
      ['Muharram'],
      ['Safar'],
      ['Rabi al-Awwal', 'Rabi I'],
      ['Rabi al-Thani', 'Rabi al-Akhir', 'Rabi II'],
      ['Jumada al-Ula', 'Jumada I'],
      ['Jumada al-Akhirah', 'Jumada al-Thani', 'Jumada II'],
      ['Rajab'],
      ['Shaban', 'Sha’ban'],
      ['Ramadan', 'Ramadhan', 'Ramazan'],
      ['Shawwal'],
      ['Dhu al-Qadah', 'Dhul Qadah', 'Dhu al-Qi’dah'],
      ['Dhu al-Hijjah', 'Dhul Hijjah'],
    ],
  ],
};

const byKey: ReadonlyMap<string, MonthName> = new Map(
  Object.entries(months).flatMap(([calendar, years]) =>
    years.flatMap((year) =>
      year.flatMap((names, at) =>
        names.map((name): [string, MonthName] => [
          fold(name),
          { calendar: calendar as Calendar, month: at + 1 },
        ]),
      ),
    ),
  ),
);

/** The month a folded word or phrase names, and the calendar it belongs to: Persian, Arabic, Italian, English. */
export function monthNamed(key: string): MonthName | undefined {
  return byKey.get(key);
}

/** The most words one month's name has. */
export const MONTH_WORDS = 4;
