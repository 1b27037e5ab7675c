<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
    <context>
        <name>SigmaVault</name>
        <message>
            <location filename="../../app/gui/application.py" />
            <source>Quit while something runs?</source>
            <translation>أتريد الإنهاء وهناك مهمة قيد التنفيذ؟</translation>
        </message>
        <message>
            <location filename="../../app/gui/application.py" />
            <source>Cancel it and quit</source>
            <translation>إلغاؤها والإنهاء</translation>
        </message>
        <message>
            <location filename="../../app/gui/application.py" />
            <location filename="../../app/views/open_page.py" />
            <source>{job} is not done. It is cancelled, and leaves nothing half done.</source>
            <translation>{job}: لم تكتمل هذه المهمة بعد. ستُلغى ولن تترك شيئًا نصف مكتمل.</translation>
        </message>
        <message>
            <location filename="../../app/gui/main.py" />
            <source>There is no display to open the window on. The commands work without one.</source>
            <translation>لا توجد شاشة لفتح النافذة عليها. تعمل الأوامر من دونها.</translation>
        </message>
        <message>
            <location filename="../../app/gui/main.py" />
            <source>The window needs PySide6, which is not installed. The commands work without it.</source>
            <translation>تحتاج النافذة إلى PySide6، وهو غير مثبّت. تعمل الأوامر من دونه.</translation>
        </message>
        <message>
            <location filename="../../app/gui/main.py" />
            <source>The window over your vaults.</source>
            <translation>نافذة خزائنك.</translation>
        </message>
        <message>
            <location filename="../../app/gui/main.py" />
            <source>A vault's folder, or the file vault.sigma in it: added to the list, and opened.</source>
            <translation>مجلد خزنة، أو الملف vault.sigma فيه: يضاف إلى القائمة ويُفتح.</translation>
        </message>
        <message>
            <location filename="../../app/gui/main.py" />
            <source>Start without a window; in the tray, or until started again.</source>
            <translation>البدء من دون نافذة؛ في شريط النظام، أو إلى التشغيل التالي.</translation>
        </message>
        <message>
            <location filename="../../app/gui/sleep.py" />
            <source>Locking vaults</source>
            <translation>جارٍ قفل الخزائن</translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <source>Show SigmaVault</source>
            <translation>إظهار SigmaVault</translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <location filename="../../app/views/main_window.py" />
            <source>Lock all</source>
            <translation>قفل الكل</translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <location filename="../../app/views/main_window.py" />
            <source>Quit</source>
            <translation>إنهاء</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/gui/tray.py" />
            <source>SigmaVault: %n vaults unlocked</source>
            <extracomment>For one: SigmaVault: %n vault unlocked</extracomment>
            <translation>
                <numerusform>SigmaVault: لا خزنة مفتوحة</numerusform>
                <numerusform>SigmaVault: خزنة واحدة مفتوحة</numerusform>
                <numerusform>SigmaVault: خزنتان مفتوحتان</numerusform>
                <numerusform>SigmaVault: %n خزائن مفتوحة</numerusform>
                <numerusform>SigmaVault: %n خزنة مفتوحة</numerusform>
                <numerusform>SigmaVault: %n خزنة مفتوحة</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <source>SigmaVault: all vaults locked</source>
            <translation>SigmaVault: كل الخزائن مقفلة</translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <source>SigmaVault is still running</source>
            <translation>ما زال SigmaVault يعمل</translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <source>Unlocked vaults stay open. Use the icon in the tray to lock them or to quit.</source>
            <translation>تبقى الخزائن المفتوحة مفتوحة. استخدم الأيقونة في شريط النظام لقفلها أو للإنهاء.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>seconds</source>
            <translation>ثوانٍ</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>minutes</source>
            <translation>دقائق</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>hours</source>
            <translation>ساعات</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>days</source>
            <translation>أيام</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>months</source>
            <translation>أشهر</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>years</source>
            <translation>سنوات</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>centuries</source>
            <translation>قرون</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Add a few more unrelated words.</source>
            <translation>أضف بضع كلمات أخرى لا صلة بينها.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>{machines} machines like this one take {time} to guess it.</source>
            <translation>يحتاج {machines} جهاز مثل هذا الجهاز إلى {time} لتخمينها.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Straight rows of keys are easy to guess.</source>
            <translation>صفوف المفاتيح المستقيمة سهلة التخمين.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Short keyboard patterns are easy to guess.</source>
            <translation>أنماط لوحة المفاتيح القصيرة سهلة التخمين.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Repeats like "aaa" are easy to guess.</source>
            <translation>التكرارات مثل "aaa" سهلة التخمين.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Repeats like "abcabcabc" are only slightly harder to guess than "abc".</source>
            <translation>التكرارات مثل "abcabcabc" ليست أصعب كثيرًا من "abc".</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Sequences like "abc" or "6543" are easy to guess.</source>
            <translation>المتسلسلات مثل "abc" أو "6543" سهلة التخمين.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Recent years are easy to guess.</source>
            <translation>السنوات القريبة سهلة التخمين.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Dates are often easy to guess.</source>
            <translation>التواريخ سهلة التخمين غالبًا.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>This is a top-10 common password.</source>
            <translation>هذه من أكثر عشر كلمات مرور شيوعًا.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>This is a top-100 common password.</source>
            <translation>هذه من أكثر مئة كلمة مرور شيوعًا.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>This is a very common password.</source>
            <translation>هذه كلمة مرور شائعة جدًا.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>This is similar to a commonly used password.</source>
            <translation>هذه تشبه كلمة مرور شائعة.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>A word by itself is easy to guess.</source>
            <translation>الكلمة الواحدة وحدها سهلة التخمين.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Names and surnames by themselves are easy to guess.</source>
            <translation>الأسماء والألقاب وحدها سهلة التخمين.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Common names and surnames are easy to guess.</source>
            <translation>الأسماء والألقاب الشائعة سهلة التخمين.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>more than {years} years</source>
            <translation>أكثر من {years} سنة</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <location filename="../../app/views/benchmark_charts.py" />
            <source>Benchmark</source>
            <translation>القياس</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>Median</source>
            <translation>الوسيط</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>Spread</source>
            <translation>المدى</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>Compared with</source>
            <translation>مقارنة بـ</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>Times better</source>
            <translation>كم مرة أفضل</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <location filename="../../app/text/benchmarks.py" />
            <location filename="../../app/views/benchmark_charts.py" />
            <source>Plain disk</source>
            <translation>القرص وحده</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>Vault to plain</source>
            <translation>الخزنة إلى القرص</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>better</source>
            <translation>أفضل</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>worse</source>
            <translation>أسوأ</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>{low} to {high}</source>
            <translation>{low} إلى {high}</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <location filename="../../app/views/creation/place_page.py" />
            <location filename="../../app/views/settings_dialog.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <location filename="../../app/views/ways_page.py" />
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Folder</source>
            <translation>مجلد</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <location filename="../../app/views/trash_dialog.py" />
            <source>Size</source>
            <translation>الحجم</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <source>Modified</source>
            <translation>تاريخ التعديل</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <location filename="../../app/views/ways_page.py" />
            <source>Kind</source>
            <translation>النوع</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Pipe</source>
            <translation>أنبوب</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Device</source>
            <translation>جهاز</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Link</source>
            <translation>رابط</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Socket</source>
            <translation>مقبس</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Locked with a second passphrase</source>
            <translation>مقفل بعبارة مرور ثانية</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>File</source>
            <translation>ملف</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Second lock, open for this session</source>
            <translation>قفل ثانٍ، مفتوح لهذه الجلسة</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>{extension} file</source>
            <translation>ملف {extension}</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <location filename="../../app/text/errors.py" />
            <location filename="../../app/text/findings.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <location filename="../../app/views/sentences.py" />
            <location filename="../../app/views/transfers.py" />
            <location filename="../../app/views/ways_page.py" />
            <location filename="../../app/widgets/space_bar.py" />
            <source>, </source>
            <translation>، </translation>
        </message>
        <message>
            <location filename="../../app/models/session.py" />
            <source>Unlocking</source>
            <translation>جارٍ فتح القفل</translation>
        </message>
        <message>
            <location filename="../../app/models/session.py" />
            <source>Locking</source>
            <translation>جارٍ القفل</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Not found</source>
            <translation>غير موجودة</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <location filename="../../app/views/health_page.py" />
            <source>Damaged</source>
            <translation>متضررة</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Locked</source>
            <translation>مقفلة</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Unlocking…</source>
            <translation>جارٍ فتح القفل…</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Unlocked</source>
            <translation>مفتوحة</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Mounted</source>
            <translation>موصولة</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Mounted, read-only</source>
            <translation>موصولة، للقراءة فقط</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Busy</source>
            <translation>مشغولة</translation>
        </message>
        <message>
            <location filename="../../app/models/tree.py" />
            <source>More in the list</source>
            <translation>المزيد في القائمة</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Undo rename</source>
            <translation>تراجع عن إعادة التسمية</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Redo rename</source>
            <translation>إعادة تنفيذ إعادة التسمية</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Undo move</source>
            <translation>تراجع عن النقل</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Redo move</source>
            <translation>إعادة تنفيذ النقل</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Undo delete</source>
            <translation>تراجع عن الحذف</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Redo delete</source>
            <translation>إعادة تنفيذ الحذف</translation>
        </message>
        <message>
            <location filename="../../app/models/vaults.py" />
            <source>{vault}, {state}</source>
            <translation>{vault}، {state}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Cryptography</source>
            <translation>التعمية</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Scatter</source>
            <translation>البعثرة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>File system</source>
            <translation>نظام الملفات</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>BLAKE2b of {size}</source>
            <translation>BLAKE2b على {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>SHA-256 of {size}</source>
            <translation>SHA-256 على {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>HMAC-SHA-256 of {size}</source>
            <translation>HMAC-SHA-256 على {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>AES-256-GCM, seal {size}</source>
            <translation>AES-256-GCM، ختم {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>AES-256-GCM, open {size}</source>
            <translation>AES-256-GCM، فتح {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Argon2id at its least cost</source>
            <translation>Argon2id بأقل كلفة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Argon2id as for a new vault</source>
            <translation>Argon2id كما لخزنة جديدة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Deriving the keys of a vault</source>
            <translation>اشتقاق مفاتيح خزنة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Coordinates</source>
            <translation>الإحداثيات</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Projection to a row</source>
            <translation>الإسقاط على صف</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Mix {size}</source>
            <translation>مزج {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Unmix {size}</source>
            <translation>فك مزج {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Mix a run of rows</source>
            <translation>مزج سلسلة من الصفوف</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Unmix a run of rows</source>
            <translation>فك مزج سلسلة من الصفوف</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Reed-Solomon, encode</source>
            <translation>Reed-Solomon، ترميز</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Reed-Solomon, rebuild two lanes</source>
            <translation>Reed-Solomon، ترميم مسارين</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Scatter {size}</source>
            <translation>بعثرة {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Gather {size}</source>
            <translation>جمع {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Sequential write and fsync, {size}</source>
            <translation>كتابة متتابعة مع fsync، {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Sequential read, {size}</source>
            <translation>قراءة متتابعة، {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Random read, {size}</source>
            <translation>قراءة عشوائية، {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Random write and fsync, {size}</source>
            <translation>كتابة عشوائية مع fsync، {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Create small files</source>
            <translation>إنشاء ملفات صغيرة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>List folders</source>
            <translation>سرد مجلدات</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Stat small files</source>
            <translation>stat لملفات صغيرة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Read small files</source>
            <translation>قراءة ملفات صغيرة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Remove small files</source>
            <translation>حذف ملفات صغيرة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Create a small file and fsync</source>
            <translation>إنشاء ملف صغير مع fsync</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>git clone</source>
            <translation>git clone</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>tar x of a source tree</source>
            <translation>tar x لشجرة مصادر</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>cp -a of a source tree</source>
            <translation>cp -a لشجرة مصادر</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>SQLite commits</source>
            <translation>عمليات تثبيت في SQLite</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Create small files, 4 clients</source>
            <translation>إنشاء ملفات صغيرة، أربعة برامج</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Read small files, 4 clients</source>
            <translation>قراءة ملفات صغيرة، أربعة برامج</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: sequential write and fsync, {size}</source>
            <translation>API: كتابة متتابعة مع fsync، {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: sequential read, {size}</source>
            <translation>API: قراءة متتابعة، {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: random read, {size}</source>
            <translation>API: قراءة عشوائية، {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: random write and fsync, {size}</source>
            <translation>API: كتابة عشوائية مع fsync، {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: create small files</source>
            <translation>API: إنشاء ملفات صغيرة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: list folders</source>
            <translation>API: سرد مجلدات</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: stat small files</source>
            <translation>API: ‏stat لملفات صغيرة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: read small files</source>
            <translation>API: قراءة ملفات صغيرة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: remove small files</source>
            <translation>API: حذف ملفات صغيرة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: create a small file and fsync</source>
            <translation>API: إنشاء ملف صغير مع fsync</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: import a folder</source>
            <translation>API: استيراد مجلد</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Metadata lookup at {files} files</source>
            <translation>البحث في البيانات الوصفية عند {files} ملف</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Transaction commit at {files} files</source>
            <translation>تثبيت معاملة عند {files} ملف</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Unlock at {files} files</source>
            <translation>فتح القفل عند {files} ملف</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Memory after unlocking at {files} files</source>
            <translation>الذاكرة بعد فتح القفل عند {files} ملف</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Memory, one large file</source>
            <translation>الذاكرة، ملف واحد كبير</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Memory, small files</source>
            <translation>الذاكرة، ملفات صغيرة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>FUSE is not available on this machine</source>
            <translation>FUSE غير متاح على هذا الجهاز</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>git is not installed</source>
            <translation>git غير مثبت</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>tar is not installed</source>
            <translation>tar غير مثبت</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>there is no cp</source>
            <translation>لا يوجد cp</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>too large for a quick run</source>
            <translation>أكبر من أن يدخل في تشغيل سريع</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>the disk has no room for it</source>
            <translation>لا متسع له على القرص</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>the system does not tell what a program takes</source>
            <translation>لا يخبر النظام بما يستهلكه برنامج</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>the system does not permit to mount</source>
            <translation>لا يسمح النظام بالوصل</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <location filename="../../app/text/reasons.py" />
            <source>the mount did not become usable</source>
            <translation>لم يصبح القرص صالحًا للاستخدام</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>cold</source>
            <translation>باردًا</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>warm</source>
            <translation>دافئًا</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <location filename="../../app/views/benchmark_charts.py" />
            <location filename="../../app/views/creation/place_page.py" />
            <source>Vault</source>
            <translation>خزنة</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>{benchmark}, {caches}</source>
            <translation>{benchmark}، {caches}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>{amount} µs</source>
            <translation>{amount} µs</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <location filename="../../app/text/quantities.py" />
            <source>{amount} MB/s</source>
            <translation>{amount} م.ب/ث</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>{amount} MB</source>
            <translation>{amount} م.ب</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <location filename="../../app/widgets/job_bar.py" />
            <source>{amount}/s</source>
            <translation>{amount}/ث</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>{amount} s</source>
            <translation>{amount} ث</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>{amount} ms</source>
            <translation>{amount} م.ث</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Operation not permitted</source>
            <translation>العملية غير مسموح بها</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No such file or directory</source>
            <translation>لا يوجد ملف أو مجلد كهذا</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Input/output error</source>
            <translation>خطأ في الإدخال أو الإخراج</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No such device or address</source>
            <translation>لا يوجد جهاز أو عنوان كهذا</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Permission denied</source>
            <translation>لا توجد صلاحية</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Device or resource busy</source>
            <translation>الجهاز أو المورد مشغول</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>File exists</source>
            <translation>الملف موجود بالفعل</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No such device</source>
            <translation>لا يوجد جهاز كهذا</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Not a directory</source>
            <translation>ليس مجلدًا</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Is a directory</source>
            <translation>هو مجلد</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Invalid argument</source>
            <translation>وسيط غير صالح</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Too many open files</source>
            <translation>الملفات المفتوحة كثيرة جدًا</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>File too large</source>
            <translation>الملف كبير جدًا</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No space left on device</source>
            <translation>لا مساحة متبقية على الجهاز</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Read-only file system</source>
            <translation>نظام الملفات للقراءة فقط</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>File name too long</source>
            <translation>اسم الملف طويل جدًا</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Directory not empty</source>
            <translation>المجلد ليس فارغًا</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Too many levels of symbolic links</source>
            <translation>مستويات الروابط الرمزية كثيرة جدًا</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Connection timed out</source>
            <translation>انتهت مهلة الاتصال</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Disk quota exceeded</source>
            <translation>استُنفدت حصة التخزين</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Transport endpoint is not connected</source>
            <translation>نقطة الاتصال غير متصلة</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>is older than the one that this device saw on {when} (generation {found_generation}, and not {remembered_generation}): it is an older copy, or damage has taken its newest state</source>
            <translation>أقدم من التي رآها هذا الجهاز في {when} (الجيل {found_generation} بدلًا من {remembered_generation}): إنها نسخة أقدم، أو أن تلفًا أخذ أحدث حالاتها</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault reported an error.</source>
            <translation>أبلغت الخزنة عن خطأ.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>There is no vault at {path}{because}.</source>
            <translation>لا توجد خزنة في {path}{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{path} is taken: a new vault needs an empty place.</source>
            <translation>المكان {path} مشغول: تحتاج الخزنة الجديدة إلى مكان فارغ.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault has format version {version}, which this version of SigmaVault cannot read.</source>
            <translation>الخزنة بصيغة الإصدار {version}، ولا يستطيع هذا الإصدار من SigmaVault قراءتها.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The header of the vault at {path} is damaged in every copy{because}; `sigmavault header restore` puts a saved one in its place.</source>
            <translation>ترويسة الخزنة في {path} متضررة في كل نسخها{because}؛ يضع الأمر `sigmavault header restore` نسخة محفوظة مكانها.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault at {path} has no header: `sigmavault header restore` puts a saved one back. If its creation was interrupted, delete the folder.</source>
            <translation>لا ترويسة للخزنة في {path}: يعيد الأمر `sigmavault header restore` نسخة محفوظة. إن كان إنشاؤها قد انقطع فاحذف المجلد.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{path} holds no header of a vault, or a damaged one{because}.</source>
            <translation>ليس في {path} ترويسة خزنة، أو فيه ترويسة متضررة{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Nothing in {path} belongs to this header: it is that of another vault, or nothing that its key opens is left.</source>
            <translation>لا شيء في {path} ينتمي إلى هذه الترويسة: هي لخزنة أخرى، أو لم يبقَ ما يفتحه مفتاحها.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This header is of the vault at {path}, but from before its key was changed by `sigmavault rekey`: what it opens is not in the vault any more, or goes from it.</source>
            <translation>هذه الترويسة للخزنة في {path}، لكنها من قبل تغيير مفتاحها بالأمر `sigmavault rekey`: ما تفتحه لم يعد في الخزنة، أو هو في طريقه إلى الزوال منها.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This vault {is_no_continuation}; nothing was written to it. Look at it with --read-only, and save its files if nobody put another copy there; open it with --accept-rollback only if it was put there on purpose.</source>
            <translation>هذه الخزنة {is_no_continuation}؛ لم يُكتب فيها شيء. اطّلع عليها بالخيار ‎--read-only‎، واحفظ ملفاتها إن لم يضع أحد نسخة أخرى هناك؛ ولا تفتحها بالخيار ‎--accept-rollback‎ إلا إن وُضعت هناك عمدًا.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The header of this vault is older than the one that this device saw on {when}: passphrases and recovery keys of that time open it again. Nothing was written to it. Look at it with --read-only, or open it with --accept-rollback if the header was put there on purpose.</source>
            <translation>ترويسة هذه الخزنة أقدم من التي رآها هذا الجهاز في {when}: تعود عبارات المرور ومفاتيح الاسترداد من ذلك الوقت لتفتحها. لم يُكتب فيها شيء. اطّلع عليها بالخيار ‎--read-only‎، أو افتحها بالخيار ‎--accept-rollback‎ إن وُضعت الترويسة هناك عمدًا.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>That does not open this vault: it is not one of its passphrases, keys or keyfiles.</source>
            <translation>هذا لا يفتح هذه الخزنة: ليس من عبارات مرورها ولا من مفاتيحها ولا من ملفات مفاتيحها.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This is no recovery key: a character is wrong, missing or too many.</source>
            <translation>هذا ليس مفتاح استرداد: فيه حرف خاطئ أو ناقص أو زائد.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This cannot be a passphrase{because}.</source>
            <translation>لا يمكن أن تكون هذه عبارة مرور{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{path} cannot be a keyfile{because}.</source>
            <translation>لا يمكن أن يكون {path} ملف مفتاح{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The key slots stay as they are{because}.</source>
            <translation>تبقى فتحات المفاتيح كما هي{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault keeps its master key{because}.</source>
            <translation>تحتفظ الخزنة بمفتاحها الرئيسي{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This device's secret for the vault cannot be used{because}.</source>
            <translation>لا يمكن استخدام سر هذا الجهاز للخزنة{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The security key cannot be used{because}.</source>
            <translation>لا يمكن استخدام مفتاح الأمان{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The cost of the key derivation is out of bounds: {memory_kib} KiB, {passes} passes.</source>
            <translation>كلفة اشتقاق المفتاح خارج الحدود: {memory_kib} كيبيبايت، {passes} دورات.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault at {path} is in use by {holder}.</source>
            <translation>الخزنة في {path} قيد الاستخدام لدى {holder}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault was locked meanwhile.</source>
            <translation>قُفلت الخزنة في هذه الأثناء.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No vault can have this shape{because}.</source>
            <translation>لا يمكن أن تكون لخزنة هذه البنية{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The disk refused {place}: {system}{because}.</source>
            <translation>رفض القرص {place}: {system}{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>A file of the vault, {place}, is missing or too short: {system}{because}.</source>
            <translation>ملف من ملفات الخزنة، {place}، مفقود أو قصير: {system}{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>There is no space left{at_place}.</source>
            <translation>لم تبقَ مساحة{at_place}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault is open for reading only{because}.</source>
            <translation>الخزنة مفتوحة للقراءة فقط{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{place} is damaged and could not be rebuilt.</source>
            <translation>{place} متضرر ولم يمكن ترميمه.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Data was lost: {place} has only {good_lanes} good lanes left, fewer than it takes.</source>
            <translation>فُقدت بيانات: لم يبقَ في {place} سوى {good_lanes} من المسارات السليمة، وهذا لا يكفي.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No copy of the vault's superblock can be read any more ({place}); `sigmavault salvage` can still get files out.</source>
            <translation>لم تعد أي نسخة من الكتلة الرئيسية للخزنة مقروءة ({place})؛ ما زال الأمر `sigmavault salvage` يستطيع استخراج ملفات.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault's index is damaged beyond what its parity repairs ({place}); `sigmavault salvage` can still get files out.</source>
            <translation>فهرس الخزنة متضرر أكثر مما يصلحه تكافؤه ({place})؛ ما زال الأمر `sigmavault salvage` يستطيع استخراج ملفات.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{place} holds something that is no record of a vault.</source>
            <translation>في {place} ما ليس سجلًا لخزنة.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The transaction is already {state}.</source>
            <translation>المعاملة في حالة {state} من قبل.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The transaction took too long and was rolled back; nothing was changed.</source>
            <translation>استغرقت المعاملة وقتًا طويلًا فتُرجع عنها؛ لم يتغير شيء.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Cancelled; nothing was changed.</source>
            <translation>أُلغي؛ لم يتغير شيء.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: cannot be done.</source>
            <translation>{name}: لا يمكن ذلك.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: no such file or folder in the vault.</source>
            <translation>{name}: لا يوجد ملف أو مجلد كهذا في الخزنة.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: exists already.</source>
            <translation>{name}: موجود بالفعل.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: is not a folder.</source>
            <translation>{name}: ليس مجلدًا.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: is a folder.</source>
            <translation>{name}: هو مجلد.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: the folder is not empty.</source>
            <translation>{name}: المجلد ليس فارغًا.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: no entry of a vault can have this name.</source>
            <translation>{name}: لا يمكن أن يكون هذا اسمًا في خزنة.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: the name is too long.</source>
            <translation>{name}: الاسم طويل جدًا.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: this makes no sense here.</source>
            <translation>{name}: لا معنى لهذا هنا.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: this is not permitted for such a file.</source>
            <translation>{name}: هذا غير مسموح به لملف كهذا.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: has as many hard links as a file can have.</source>
            <translation>{name}: بلغ أقصى عدد من الروابط الصلبة للملف.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: is larger than a vault can hold.</source>
            <translation>{name}: أكبر مما تسعه خزنة.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: was deleted meanwhile.</source>
            <translation>{name}: حُذف في هذه الأثناء.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: no such extended attribute.</source>
            <translation>{name}: لا توجد سمة موسعة كهذه.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: the extended attribute exists already.</source>
            <translation>{name}: السمة الموسعة موجودة بالفعل.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: the extended attribute is too large.</source>
            <translation>{name}: السمة الموسعة كبيرة جدًا.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: there is no data past this place.</source>
            <translation>{name}: لا بيانات بعد هذا الموضع.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: lies under a second lock that is closed.</source>
            <translation>{name}: يقع تحت قفل ثانٍ مغلق.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: cannot be moved into this second lock; copy it there and delete it here.</source>
            <translation>{name}: لا يمكن نقله إلى ما تحت هذا القفل الثاني؛ انسخه إلى هناك واحذفه من هنا.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: lies under a second lock already.</source>
            <translation>{name}: يقع تحت قفل ثانٍ بالفعل.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: lies under no second lock.</source>
            <translation>{name}: لا يقع تحت قفل ثانٍ.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: its folder lies under a second lock, too; remove that one first.</source>
            <translation>{name}: مجلده يقع أيضًا تحت قفل ثانٍ؛ أزِل ذلك القفل أولًا.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: putting it under the second lock was broken off; do it again with the same passphrase to finish it.</source>
            <translation>{name}: انقطع وضعه تحت القفل الثاني؛ أعد ذلك بعبارة المرور نفسها لإتمامه.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This passphrase does not open the second lock.</source>
            <translation>عبارة المرور هذه لا تفتح القفل الثاني.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{place} lies under a second lock and is not as it was left; it cannot be read.</source>
            <translation>{place} يقع تحت قفل ثانٍ وليس كما تُرك؛ لا يمكن قراءته.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{mountpoint}: cannot be mounted or unmounted{because}.</source>
            <translation>{mountpoint}: لا يمكن الوصل أو الفصل{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>FUSE is not available on this machine{because}.</source>
            <translation>FUSE غير متاح على هذا الجهاز{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{mountpoint} is in use{by_holders}; end that and try again.</source>
            <translation>{mountpoint} قيد الاستخدام{by_holders}؛ أنهِ ذلك وحاول مجددًا.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>What is salvaged cannot be written to {path}{because}.</source>
            <translation>لا يمكن كتابة ما يُنقذ في {path}{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{path} holds no benchmark results.</source>
            <translation>لا توجد في {path} نتائج لقياس الأداء.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This</source>
            <translation>هذا</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>another process</source>
            <translation>عملية أخرى</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>is not the one that this device saw on {when}, but a copy that went its own way</source>
            <translation>ليست التي رآها هذا الجهاز في {when}، بل نسخة سلكت طريقها وحدها</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>There is not enough memory.</source>
            <translation>الذاكرة غير كافية.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Internal error, please report it: {error}</source>
            <translation>خطأ داخلي، نرجو الإبلاغ عنه: {error}</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>the PIN is wrong; tries left: {retries}</source>
            <translation>الرمز السري خاطئ؛ المحاولات الباقية: {retries}</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>by {names}</source>
            <translation>لدى {names}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Not enough is left to rebuild it. Restore the files named here from a backup.</source>
            <translation>لم يبقَ ما يكفي لترميمه. استعد الملفات المذكورة هنا من نسخة احتياطية.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>one copy of the header is missing, damaged or old</source>
            <translation>إحدى نسخ الترويسة مفقودة أو متضررة أو قديمة</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>the file is {reason}</source>
            <translation>الملف {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>a slot of a superblock is {reason}</source>
            <translation>خانة من كتلة رئيسية: {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>a slot of the index is {reason}</source>
            <translation>خانة من الفهرس: {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>a slot of file data is {reason}</source>
            <translation>خانة من بيانات ملف: {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>in this copy of the journal, a slot is {reason}</source>
            <translation>في هذه النسخة من السجل خانة: {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>changes behind a gap in every copy of the journal are lost</source>
            <translation>فُقدت التغييرات التي تلي فجوة في كل نسخ السجل</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>the newest superblock is lost; the vault is as the one before it has it</source>
            <translation>فُقدت أحدث كتلة رئيسية؛ الخزنة كما تصفها التي قبلها</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>the index contradicts itself ({reason})</source>
            <translation>الفهرس يناقض نفسه ({reason})</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>two places of the index name the same row</source>
            <translation>موضعان في الفهرس يشيران إلى الصف نفسه</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>a row in use is marked as free</source>
            <translation>صف مستخدم موسوم بأنه حر</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>rows are marked as used that nothing uses: {reason}</source>
            <translation>صفوف موسومة بأنها مستخدمة ولا يستخدمها شيء: {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>The other copy opens the vault. Repair writes this one anew; until then, do not lose the other one.</source>
            <translation>النسخة الأخرى تفتح الخزنة. يكتب الإصلاح هذه من جديد؛ لا تفقد الأخرى إلى ذلك الحين.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Other files make up for it. Repair makes it anew and fills it. If a program that copies the vault's folder has not finished, let it finish first. If something that is not the vault's lies in its place, take that away first.</source>
            <translation>تعوض عنه ملفات أخرى. ينشئه الإصلاح من جديد ويملؤه. إن كان برنامج ما زال ينسخ مجلد الخزنة فدعه ينتهِ أولًا. وإن كان في مكانه ما ليس للخزنة فأزله أولًا.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Another copy has the same. Repair writes it anew.</source>
            <translation>لدى نسخة أخرى المحتوى نفسه. يكتبها الإصلاح من جديد.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>The index still reads. Repair writes what is damaged anew, in another place.</source>
            <translation>ما زال الفهرس مقروءًا. يكتب الإصلاح ما تضرر من جديد في مكان آخر.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>The files still read. Repair writes what is damaged anew, in another place.</source>
            <translation>ما زالت الملفات مقروءة. يكتب الإصلاح ما تضرر من جديد في مكان آخر.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Another copy has the same. Repair writes the journal anew.</source>
            <translation>لدى نسخة أخرى المحتوى نفسه. يكتب الإصلاح السجل من جديد.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>What was changed after the gap is gone, and the vault is open for reading only. Copy out what you need, and compare it with a backup.</source>
            <translation>ضاع ما تغير بعد الفجوة، والخزنة مفتوحة للقراءة فقط. انسخ منها ما تحتاج إليه وقارنه بنسخة احتياطية.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>The vault is as it was a little earlier, and open for reading only. Copy out what you need, and compare it with a backup.</source>
            <translation>الخزنة كما كانت قبل قليل، وهي مفتوحة للقراءة فقط. انسخ منها ما تحتاج إليه وقارنه بنسخة احتياطية.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Names or attributes may be wrong. Copy out what you need, and compare it with a backup.</source>
            <translation>قد تكون أسماء أو سمات خاطئة. انسخ ما تحتاج إليه وقارنه بنسخة احتياطية.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>One of the two files is wrong. Compare both with a backup.</source>
            <translation>أحد الملفين خاطئ. قارن كليهما بنسخة احتياطية.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>It may be written over. Copy the vault's content to a new vault.</source>
            <translation>قد يُكتب فوقه. انسخ محتوى الخزنة إلى خزنة جديدة.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>They only take space. Repair gives it back.</source>
            <translation>لا تشغل سوى مساحة. يعيدها الإصلاح.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>missing</source>
            <translation>مفقود</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>cut short</source>
            <translation>مبتور</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>not there: something else lies in its place</source>
            <translation>غير موجود: في مكانه شيء آخر</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>altered</source>
            <translation>معدّل</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>an old copy</source>
            <translation>نسخة قديمة</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>unreadable</source>
            <translation>غير مقروء</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>good</source>
            <translation>سليم</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>harmless</source>
            <translation>غير ضار</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>can be repaired</source>
            <translation>يمكن إصلاحه</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>CANNOT BE REPAIRED</source>
            <translation>لا يمكن إصلاحه إطلاقًا</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Good</source>
            <translation>سليم</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Harmless</source>
            <translation>غير ضار</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Can be repaired</source>
            <translation>يمكن إصلاحه</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <location filename="../../app/views/health_page.py" />
            <source>Lost</source>
            <translation>مفقود</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <location filename="../../app/views/health_page.py" />
            <source>%n findings</source>
            <extracomment>For one: %n finding</extracomment>
            <translation>
                <numerusform>لا ملاحظات</numerusform>
                <numerusform>ملاحظة واحدة</numerusform>
                <numerusform>ملاحظتان</numerusform>
                <numerusform>%n ملاحظات</numerusform>
                <numerusform>%n ملاحظة</numerusform>
                <numerusform>%n ملاحظة</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <source>%n rows repaired</source>
            <extracomment>For one: %n row repaired</extracomment>
            <translation>
                <numerusform>لم يُصلح أي صف</numerusform>
                <numerusform>أُصلح صف واحد</numerusform>
                <numerusform>أُصلح صفان</numerusform>
                <numerusform>أُصلحت %n صفوف</numerusform>
                <numerusform>أُصلح %n صفًا</numerusform>
                <numerusform>أُصلح %n صف</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>damaged</source>
            <translation>متضرر</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>made anew</source>
            <translation>أُنشئ من جديد</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>repaired</source>
            <translation>أُصلح</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <location filename="../../app/text/salvage.py" />
            <location filename="../../app/views/benchmark_words.py" />
            <source>; </source>
            <translation>؛ </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <source>%n slots of superblocks</source>
            <extracomment>For one: %n slot of superblocks</extracomment>
            <translation>
                <numerusform>لا خانات من كتل رئيسية</numerusform>
                <numerusform>خانة من كتلة رئيسية</numerusform>
                <numerusform>خانتان من كتل رئيسية</numerusform>
                <numerusform>%n خانات من كتل رئيسية</numerusform>
                <numerusform>%n خانة من كتل رئيسية</numerusform>
                <numerusform>%n خانة من كتل رئيسية</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <source>%n slots of the index</source>
            <extracomment>For one: %n slot of the index</extracomment>
            <translation>
                <numerusform>لا خانات من الفهرس</numerusform>
                <numerusform>خانة من الفهرس</numerusform>
                <numerusform>خانتان من الفهرس</numerusform>
                <numerusform>%n خانات من الفهرس</numerusform>
                <numerusform>%n خانة من الفهرس</numerusform>
                <numerusform>%n خانة من الفهرس</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <source>%n slots of file data</source>
            <extracomment>For one: %n slot of file data</extracomment>
            <translation>
                <numerusform>لا خانات من بيانات الملفات</numerusform>
                <numerusform>خانة من بيانات الملفات</numerusform>
                <numerusform>خانتان من بيانات الملفات</numerusform>
                <numerusform>%n خانات من بيانات الملفات</numerusform>
                <numerusform>%n خانة من بيانات الملفات</numerusform>
                <numerusform>%n خانة من بيانات الملفات</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <source>%n slots of the journal</source>
            <extracomment>For one: %n slot of the journal</extracomment>
            <translation>
                <numerusform>لا خانات من السجل</numerusform>
                <numerusform>خانة من السجل</numerusform>
                <numerusform>خانتان من السجل</numerusform>
                <numerusform>%n خانات من السجل</numerusform>
                <numerusform>%n خانة من السجل</numerusform>
                <numerusform>%n خانة من السجل</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>, row {row}</source>
            <translation>، الصف {row}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>, lane {lane}</source>
            <translation>، المسار {lane}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>{slots} in {rows} read and verified in {time}</source>
            <translation>قُرئت {slots} في {rows} وتُحقق منها في {time}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <location filename="../../app/text/salvage.py" />
            <source>%n slots</source>
            <extracomment>For one: %n slot</extracomment>
            <translation>
                <numerusform>لا خانات</numerusform>
                <numerusform>خانة واحدة</numerusform>
                <numerusform>خانتان</numerusform>
                <numerusform>%n خانات</numerusform>
                <numerusform>%n خانة</numerusform>
                <numerusform>%n خانة</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <location filename="../../app/text/salvage.py" />
            <source>%n rows</source>
            <extracomment>For one: %n row</extracomment>
            <translation>
                <numerusform>لا صفوف</numerusform>
                <numerusform>صف واحد</numerusform>
                <numerusform>صفين</numerusform>
                <numerusform>%n صفوف</numerusform>
                <numerusform>%n صفًا</numerusform>
                <numerusform>%n صف</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>what this device remembered is damaged or was altered</source>
            <translation>ما تذكره هذا الجهاز متضرر أو عُدّل</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>this device cannot remember vaults; an old copy would not be noticed</source>
            <translation>لا يستطيع هذا الجهاز تذكر الخزائن؛ لن تُلحظ نسخة قديمة</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>this device has not seen the vault before</source>
            <translation>لم يرَ هذا الجهاز الخزنة من قبل</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>What this device remembered of the vault is damaged or was altered: if an older copy was put in the vault's place, that was not noticed.</source>
            <translation>ما تذكره هذا الجهاز عن الخزنة متضرر أو عُدّل: إن وُضعت نسخة أقدم مكان الخزنة فلم يُلحظ ذلك.</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>this device saw generation {generation} on {when}</source>
            <translation>رأى هذا الجهاز الجيل {generation} في {when}</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>This device cannot remember the state of vaults ({because}): if an older copy is put in the place of one, that will not be noticed.</source>
            <translation>لا يستطيع هذا الجهاز تذكر حالة الخزائن ({because}): إن وُضعت نسخة أقدم مكان خزنة فلن يُلحظ ذلك.</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>This vault is older than the one that this device saw on {when}: an older copy, or one whose newest state was damaged. It is open for reading only.</source>
            <translation>هذه الخزنة أقدم من التي رآها هذا الجهاز في {when}: نسخة أقدم، أو نسخة تلف أحدث حالاتها. وهي مفتوحة للقراءة فقط.</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>{seen}, which this copy does not continue</source>
            <translation>{seen}، وهذه النسخة ليست استمرارًا له</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>The vault's header is older than the one that this device saw on {when}; the vault is open for reading only.</source>
            <translation>ترويسة الخزنة أقدم من التي رآها هذا الجهاز في {when}؛ الخزنة مفتوحة للقراءة فقط.</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>This copy of the vault is not the one that this device saw on {when}, it went its own way; it is open for reading only.</source>
            <translation>هذه النسخة من الخزنة ليست التي رآها هذا الجهاز في {when}، فقد سلكت طريقها وحدها؛ هي مفتوحة للقراءة فقط.</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>{seen}; an older copy was accepted on {when}</source>
            <translation>{seen}؛ قُبلت نسخة أقدم في {when}</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} KiB</source>
            <translation>{amount} كيبيبايت</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} MiB</source>
            <translation>{amount} ميبيبايت</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} GiB</source>
            <translation>{amount} جيبيبايت</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} TiB</source>
            <translation>{amount} تيبيبايت</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} PiB</source>
            <translation>{amount} بيبيبايت</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} EiB</source>
            <translation>{amount} إكسبيبايت</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{hours} h {minutes} min</source>
            <translation>{hours} س {minutes} د</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} B</source>
            <translation>{amount} بايت</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>{seconds} s</source>
            <translation>{seconds} ث</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{minutes} min {seconds} s</source>
            <translation>{minutes} د {seconds} ث</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>a vault over several locations cannot be made yet</source>
            <translation>لا يمكن بعد إنشاء خزنة موزعة على عدة أماكن</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>so many parity lanes are not possible</source>
            <translation>هذا العدد من مسارات التكافؤ غير ممكن</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is empty</source>
            <translation>إنها فارغة</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is not text in UTF-8</source>
            <translation>ليست نصًا بترميز UTF-8</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is longer than 1 MiB</source>
            <translation>أطول من 1 ميبيبايت</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>this vault would not ask for it</source>
            <translation>هذه الخزنة لن تطلبها</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is no regular file</source>
            <translation>ليس ملفًا عاديًا</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is too short to keep anybody out</source>
            <translation>أقصر من أن يمنع أحدًا</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is longer than 8 MiB</source>
            <translation>أطول من 8 ميبيبايت</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it changed while it was read</source>
            <translation>تغيّر أثناء القراءة</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there is no such key slot</source>
            <translation>لا توجد فتحة مفتاح كهذه</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there are several that it could be</source>
            <translation>توجد عدة فتحات محتملة</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>a vault has at most eight</source>
            <translation>للخزنة ثماني فتحات على الأكثر</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>such a text cannot be a label</source>
            <translation>لا يصلح نص كهذا تسمية</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>nothing would open the vault any more</source>
            <translation>لن يفتح الخزنة شيء بعد ذلك</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>nothing but the recovery key would open the vault</source>
            <translation>لن يفتح الخزنة سوى مفتاح الاسترداد</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>nothing would open the vault without this or another device</source>
            <translation>لن يفتح الخزنة شيء من دون هذا الجهاز أو جهاز آخر</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>nothing would open the vault without a security key</source>
            <translation>لن يفتح الخزنة شيء بغير مفتاح أمان</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is moving to a new one already, which has to end first</source>
            <translation>هي تنتقل إلى مفتاح جديد بالفعل، ويجب أن ينتهي ذلك أولًا</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>something else lies in the place of one of its files</source>
            <translation>يوجد شيء آخر في مكان أحد ملفاتها</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>its key slots were changed meanwhile</source>
            <translation>تغيّرت فتحات مفاتيحها في هذه الأثناء</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there is nowhere to keep it</source>
            <translation>لا مكان لحفظه</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there is none</source>
            <translation>لا يوجد</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it cannot be read</source>
            <translation>تتعذر قراءته</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>its file is damaged</source>
            <translation>ملفه تالف</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>other users may read its file, which must have mode 0600</source>
            <translation>يستطيع مستخدمون آخرون قراءة ملفه، ويجب أن تكون أذوناته 0600</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it could not be saved</source>
            <translation>تعذّر حفظه</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the TPM of this machine refused it</source>
            <translation>رفضته وحدة TPM في هذا الجهاز</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>another TPM sealed it, or this one before it was cleared</source>
            <translation>ختمته وحدة TPM أخرى، أو هذه قبل مسحها</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it could not be deleted</source>
            <translation>تعذّر حذفه</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>none was found; plug it in</source>
            <translation>لم يُعثر على أي مفتاح؛ أدخله في المنفذ</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>several are plugged in; leave the one that is meant</source>
            <translation>هناك عدة مفاتيح موصولة؛ أبق المقصود وحده</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is not one that opens this vault</source>
            <translation>ليس مما يفتح هذه الخزنة</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>this one cannot keep a secret: it lacks hmac-secret</source>
            <translation>لا يستطيع هذا المفتاح حفظ سر: تنقصه hmac-secret</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it has no room for more</source>
            <translation>لا متسع فيه للمزيد</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it asks for its PIN</source>
            <translation>يطلب رمزه السري</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the PIN is wrong</source>
            <translation>الرمز السري خاطئ</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it did not know the finger</source>
            <translation>لم يتعرف على البصمة</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>too many wrong PINs; pull it out, and plug it in again</source>
            <translation>رموز خاطئة كثيرة؛ انزعه ثم أدخله ثانية</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>its PIN is blocked for good</source>
            <translation>رمزه السري محجوب نهائيًا</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it was not touched in time</source>
            <translation>لم يُلمس في الوقت المحدد</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it asks for a PIN now, or no longer; add it to the vault anew</source>
            <translation>صار يطلب رمزًا سريًا أو لم يعد يطلبه؛ أضفه إلى الخزنة من جديد</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it does not answer, or may not be used by you</source>
            <translation>لا يستجيب، أو لا يحق لك استخدامه</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it refused</source>
            <translation>رفض ذلك</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the package fido2 is not installed</source>
            <translation>الحزمة fido2 غير مثبتة</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it lies inside the vault</source>
            <translation>يقع داخل الخزنة نفسها</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there is no /dev/fuse, or no libfuse</source>
            <translation>لا يوجد ‎/dev/fuse أو لا توجد libfuse</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>fusermount3 is not installed; the package is called fuse3</source>
            <translation>الأداة fusermount3 غير مثبتة؛ اسم الحزمة fuse3</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the system's kernel is too old</source>
            <translation>نواة النظام قديمة جدًا</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the package mfusepy is not installed</source>
            <translation>الحزمة mfusepy غير مثبتة</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there is no such folder</source>
            <translation>لا يوجد مجلد كهذا</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>this is not a folder</source>
            <translation>هذا ليس مجلدًا</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the folder is not empty</source>
            <translation>المجلد ليس فارغًا</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>a vault cannot be mounted inside of itself</source>
            <translation>لا يمكن وصل خزنة داخل نفسها</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>something is mounted there already</source>
            <translation>هناك شيء موصول في هذا المكان</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the system does not permit it</source>
            <translation>النظام لا يسمح بذلك</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>set user_allow_other in /etc/fuse.conf to let other users in</source>
            <translation>لإدخال مستخدمين آخرين أضف user_allow_other إلى ‎/etc/fuse.conf</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there are too many mounts</source>
            <translation>عدد الأقراص الموصولة كبير جدًا</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>no vault is mounted there</source>
            <translation>لا خزنة موصولة هناك</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>programs still use it</source>
            <translation>ما زالت برامج تستخدمها</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>its process does not answer</source>
            <translation>عمليته لا تجيب</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is unmounted, but its process has not ended yet</source>
            <translation>فُصلت، لكن عمليتها لم تنتهِ بعد</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>SigmaVault recovery key</source>
            <translation>مفتاح استرداد SigmaVault</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>Whoever has this sheet can open the vault. Keep it where the vault is not, as you would keep a key to your home.</source>
            <translation>من بيده هذه الورقة يستطيع فتح الخزنة. احفظها في غير مكان الخزنة، كما تحفظ مفتاح بيتك.</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>When the passphrase is forgotten or the device is gone: choose “Use the recovery key” when unlocking, and type the key or the words, or scan the code. Case, dashes and line breaks do not matter. On the command line: sigmavault mount --recovery VAULT FOLDER</source>
            <translation>إذا نُسيت عبارة المرور أو فُقد الجهاز: اختر «استخدام مفتاح الاسترداد» عند الفتح، واكتب المفتاح أو الكلمات، أو امسح الرمز. لا تهم حالة الأحرف ولا الشرطات ولا فواصل الأسطر. في سطر الأوامر: sigmavault mount --recovery VAULT FOLDER</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>A new recovery key makes this one worthless, for the vault as it is then; an old copy of the vault still opens with it.</source>
            <translation>إنشاء مفتاح استرداد جديد يُبطل هذا المفتاح للخزنة منذ ذلك الحين؛ أما نسخة قديمة من الخزنة فتظل تُفتح به.</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>The key</source>
            <translation>المفتاح</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>The same in words; either form is enough</source>
            <translation>الشيء نفسه بالكلمات؛ يكفي أحدهما</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>Vault: {vault}</source>
            <translation>الخزنة: {vault}</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>Id: {id}</source>
            <translation>المعرّف: {id}</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>Made on {date}</source>
            <translation>أُنشئ في {date}</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>The index was found by a superblock, as of generation {generation}.</source>
            <translation>عُثر على الفهرس عبر كتلة رئيسية، كما كان في الجيل {generation}.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>No superblock is left; the index was found by its map, as of generation {generation}.</source>
            <translation>لم تبقَ كتلة رئيسية؛ عُثر على الفهرس عبر خريطته، كما كان في الجيل {generation}.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>No superblock and no map of the index are left: names and places are those of its newest pieces, and may not belong together.</source>
            <translation>لم تبقَ كتلة رئيسية ولا خريطة للفهرس: الأسماء والأماكن من أحدث قطعه، وقد لا تنتمي بعضها إلى بعض.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>Nothing of the index is left: files have numbers for names.</source>
            <translation>لم يبقَ شيء من الفهرس: للملفات أرقام بدل الأسماء.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>whole</source>
            <translation>سليم</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>UNVERIFIED</source>
            <translation>لم يُتحقق منه</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>PARTLY AN OLDER VERSION</source>
            <translation>بعضه من إصدار أقدم</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>DAMAGED</source>
            <translation>متضرر</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>LOST</source>
            <translation>مفقود</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>not written</source>
            <translation>لم يُكتب</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>its name is lost, or may be an old one</source>
            <translation>اسمه مفقود، أو قد يكون قديمًا</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>its size, mode and times are lost, or may be old</source>
            <translation>حجمه وأذوناته وأوقاته مفقودة، أو قد تكون قديمة</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>its content lay in the index, in a piece that is lost or old</source>
            <translation>كان محتواه في الفهرس، في قطعة مفقودة أو قديمة</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>the list of its blocks is lost; they were found one by one</source>
            <translation>قائمة كتله مفقودة؛ عُثر عليها واحدة واحدة</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>blocks of it are lost</source>
            <translation>فُقدت كتل منه</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>some of it was written after the state that the index is of</source>
            <translation>كُتب بعضه بعد الحالة التي يصفها الفهرس</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>its attributes may be incomplete</source>
            <translation>قد تكون سماته ناقصة</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>it lies under a second lock</source>
            <translation>يقع تحت قفل ثانٍ</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>it is a device, fifo or socket; --special-files makes these too</source>
            <translation>هو جهاز أو أنبوب أو مقبس؛ الخيار ‎--special-files‎ ينشئ هذه أيضًا</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>the disk there refused it</source>
            <translation>رفضه القرص هناك</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n files are whole.</source>
            <extracomment>For one: %n file is whole.</extracomment>
            <translation>
                <numerusform>لا ملفات سليمة.</numerusform>
                <numerusform>ملف واحد سليم.</numerusform>
                <numerusform>ملفان سليمان.</numerusform>
                <numerusform>%n ملفات سليمة.</numerusform>
                <numerusform>%n ملفًا سليمًا.</numerusform>
                <numerusform>%n ملف سليم.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n band files are missing or too short.</source>
            <extracomment>For one: %n band file is missing or too short.</extracomment>
            <translation>
                <numerusform>لا ملفات أحزمة مفقودة.</numerusform>
                <numerusform>ملف حزام واحد مفقود أو قصير.</numerusform>
                <numerusform>ملفا حزامين مفقودان أو قصيران.</numerusform>
                <numerusform>%n ملفات أحزمة مفقودة أو قصيرة.</numerusform>
                <numerusform>%n ملف حزام مفقودًا أو قصيرًا.</numerusform>
                <numerusform>%n ملف حزام مفقود أو قصير.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n band files lay under the names of others, and were read in their places.</source>
            <extracomment>For one: %n band file lay under the name of another one, and was read in its place.</extracomment>
            <translation>
                <numerusform>كل ملفات الأحزمة في أماكنها.</numerusform>
                <numerusform>ملف حزام واحد كان باسم غيره، وقُرئ في مكانه.</numerusform>
                <numerusform>ملفا حزامين كانا باسمي غيرهما، وقُرئا في مكانيهما.</numerusform>
                <numerusform>%n ملفات أحزمة كانت بأسماء غيرها، وقُرئت في أماكنها.</numerusform>
                <numerusform>%n ملف حزام كانت بأسماء غيرها، وقُرئت في أماكنها.</numerusform>
                <numerusform>%n ملف حزام كانت بأسماء غيرها، وقُرئت في أماكنها.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>A later state of the vault has left traces, and cannot be read as a whole.</source>
            <translation>تركت حالة لاحقة للخزنة آثارًا، ولا يمكن قراءتها كاملة.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>Cancelled; not everything was written.</source>
            <translation>أُلغي؛ لم يُكتب كل شيء.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>All of it is whole.</source>
            <translation>كله سليم.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>Files that may be wrong have a name that ends in:</source>
            <translation>الملفات التي قد تكون خاطئة تنتهي أسماؤها بـ:</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>Of %n files nothing is left.</source>
            <extracomment>For one: Of %n file nothing is left.</extracomment>
            <translation>
                <numerusform>بقي شيء من كل الملفات.</numerusform>
                <numerusform>لم يبقَ شيء من ملف واحد.</numerusform>
                <numerusform>لم يبقَ شيء من ملفين.</numerusform>
                <numerusform>لم يبقَ شيء من %n ملفات.</numerusform>
                <numerusform>لم يبقَ شيء من %n ملفًا.</numerusform>
                <numerusform>لم يبقَ شيء من %n ملف.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n files were not written.</source>
            <extracomment>For one: %n file was not written.</extracomment>
            <translation>
                <numerusform>كُتبت كل الملفات.</numerusform>
                <numerusform>لم يُكتب ملف واحد.</numerusform>
                <numerusform>لم يُكتب ملفان.</numerusform>
                <numerusform>لم تُكتب %n ملفات.</numerusform>
                <numerusform>لم يُكتب %n ملفًا.</numerusform>
                <numerusform>لم يُكتب %n ملف.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n files have no name any more, and numbers in lost+found.</source>
            <extracomment>For one: %n file has no name any more, and a number in lost+found.</extracomment>
            <translation>
                <numerusform>لكل الملفات أسماء.</numerusform>
                <numerusform>ملف واحد بلا اسم، وله رقم في lost+found.</numerusform>
                <numerusform>ملفان بلا اسم، ولهما رقمان في lost+found.</numerusform>
                <numerusform>%n ملفات بلا أسماء، ولها أرقام في lost+found.</numerusform>
                <numerusform>%n ملفًا بلا أسماء، ولها أرقام في lost+found.</numerusform>
                <numerusform>%n ملف بلا أسماء، ولها أرقام في lost+found.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>The attributes of %n files may be incomplete.</source>
            <extracomment>For one: The attributes of %n file may be incomplete.</extracomment>
            <translation>
                <numerusform>سمات كل الملفات كاملة.</numerusform>
                <numerusform>قد تكون سمات ملف واحد ناقصة.</numerusform>
                <numerusform>قد تكون سمات ملفين ناقصة.</numerusform>
                <numerusform>قد تكون سمات %n ملفات ناقصة.</numerusform>
                <numerusform>قد تكون سمات %n ملفًا ناقصة.</numerusform>
                <numerusform>قد تكون سمات %n ملف ناقصة.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>{slots} in {rows} read in {time} ({rate}).</source>
            <translation>قُرئت {slots} في {rows} خلال {time} ({rate}).</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>{good} hold a block; {rebuilt} of them rebuilt from parity, {lost} lost.</source>
            <translation>في {good} منها كتلة؛ رُمم منها {rebuilt} من التكافؤ، وفُقد {lost}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n more</source>
            <translation>
                <numerusform>ولا غيرها</numerusform>
                <numerusform>وواحد غيرها</numerusform>
                <numerusform>واثنان غيرها</numerusform>
                <numerusform>و%n غيرها</numerusform>
                <numerusform>و%n غيرها</numerusform>
                <numerusform>و%n غيرها</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>Written: {files} ({size}), {folders}, {links}, {names}.</source>
            <translation>كُتب: {files} ({size})، {folders}، {links}، {names}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <location filename="../../app/views/health_page.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <location filename="../../app/views/transfers.py" />
            <source>%n files</source>
            <extracomment>For one: %n file</extracomment>
            <translation>
                <numerusform>لا ملفات</numerusform>
                <numerusform>ملف واحد</numerusform>
                <numerusform>ملفان</numerusform>
                <numerusform>%n ملفات</numerusform>
                <numerusform>%n ملفًا</numerusform>
                <numerusform>%n ملف</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <location filename="../../app/views/health_page.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <location filename="../../app/views/transfers.py" />
            <source>%n folders</source>
            <extracomment>For one: %n folder</extracomment>
            <translation>
                <numerusform>لا مجلدات</numerusform>
                <numerusform>مجلد واحد</numerusform>
                <numerusform>مجلدان</numerusform>
                <numerusform>%n مجلدات</numerusform>
                <numerusform>%n مجلدًا</numerusform>
                <numerusform>%n مجلد</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n symbolic links</source>
            <extracomment>For one: %n symbolic link</extracomment>
            <translation>
                <numerusform>لا روابط رمزية</numerusform>
                <numerusform>رابط رمزي واحد</numerusform>
                <numerusform>رابطان رمزيان</numerusform>
                <numerusform>%n روابط رمزية</numerusform>
                <numerusform>%n رابطًا رمزيًا</numerusform>
                <numerusform>%n رابط رمزي</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n further hard links</source>
            <extracomment>For one: %n further hard link</extracomment>
            <translation>
                <numerusform>لا روابط صلبة أخرى</numerusform>
                <numerusform>رابط صلب واحد آخر</numerusform>
                <numerusform>رابطان صلبان آخران</numerusform>
                <numerusform>%n روابط صلبة أخرى</numerusform>
                <numerusform>%n رابطًا صلبًا آخر</numerusform>
                <numerusform>%n رابط صلب آخر</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>bytes {low} to {high} are lost, zeros in their place</source>
            <translation>البايتات من {low} إلى {high} مفقودة، ومكانها أصفار</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>bytes {low} to {high} are of an older version</source>
            <translation>البايتات من {low} إلى {high} من إصدار أقدم</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>Of its {pieces}, {lost} are lost and {older} are old ones.</source>
            <translation>من قطعه ({pieces})، فُقد {lost} وقَدُم {older}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n pieces</source>
            <extracomment>For one: %n piece</extracomment>
            <translation>
                <numerusform>لا قطع</numerusform>
                <numerusform>قطعة واحدة</numerusform>
                <numerusform>قطعتان</numerusform>
                <numerusform>%n قطع</numerusform>
                <numerusform>%n قطعة</numerusform>
                <numerusform>%n قطعة</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/scrub_report.py" />
            <source>Free space was not read: it holds noise, and nothing that could be lost.</source>
            <translation>لم تُقرأ المساحة الحرة: فيها ضجيج، ولا شيء يمكن أن يُفقد.</translation>
        </message>
        <message>
            <location filename="../../app/text/scrub_report.py" />
            <source>Files touched:</source>
            <translation>الملفات المعنية:</translation>
        </message>
        <message>
            <location filename="../../app/text/scrub_report.py" />
            <location filename="../../app/views/health_findings.py" />
            <location filename="../../app/views/health_page.py" />
            <source>Repaired</source>
            <translation>أُصلح</translation>
        </message>
        <message>
            <location filename="../../app/text/scrub_report.py" />
            <source>LOST IN PART</source>
            <translation>فُقد بعضه</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <location filename="../../app/views/creation/passphrase_page.py" />
            <location filename="../../app/views/rekey_dialogs.py" />
            <location filename="../../app/views/unlock_pages.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Passphrase</source>
            <translation>عبارة المرور</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <location filename="../../app/views/creation/recovery_page.py" />
            <location filename="../../app/views/rekey_dialogs.py" />
            <location filename="../../app/views/restore_dialog.py" />
            <location filename="../../app/views/unlock_pages.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Recovery key</source>
            <translation>مفتاح الاسترداد</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Passphrase, on one device</source>
            <translation>عبارة مرور على جهاز واحد</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>One device, without a passphrase</source>
            <translation>جهاز واحد، من دون عبارة مرور</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <location filename="../../app/widgets/keyfile.py" />
            <source>Keyfile</source>
            <translation>ملف مفتاح</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Passphrase and keyfile</source>
            <translation>عبارة مرور وملف مفتاح</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Security key</source>
            <translation>مفتاح أمان</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Passphrase and security key</source>
            <translation>عبارة مرور ومفتاح أمان</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Opens the vault on every device.</source>
            <translation>تفتح الخزنة على كل جهاز.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Opens the vault on this device alone, with a passphrase. Who has a copy of the vault cannot even guess.</source>
            <translation>تفتح الخزنة على هذا الجهاز وحده، مع عبارة مرور. ومن لديه نسخة من الخزنة لا يستطيع حتى التخمين.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Opens the vault on this device without a question. Whoever can use your account here can open it.</source>
            <translation>يفتح الخزنة على هذا الجهاز من دون سؤال. ومن يستطيع استعمال حسابك هنا يستطيع فتحها.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Opens the vault with a file that you choose. The file must never change; keep a copy of it where the vault is not.</source>
            <translation>يفتح الخزنة بملف تختاره. يجب ألا يتغير الملف أبدًا؛ واحتفظ بنسخة منه في غير مكان الخزنة.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Takes both: neither the file nor the passphrase is enough.</source>
            <translation>يلزم كلاهما: فلا الملف يكفي ولا عبارة المرور.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Opens the vault with a FIDO2 security key, on every device. Plug it in now; it is to be touched twice. Whoever finds one that has no PIN can open the vault with it.</source>
            <translation>يفتح الخزنة بمفتاح أمان FIDO2 على أي جهاز. أدخله الآن؛ ويجب لمسه مرتين. ومن يجد مفتاحًا بغير رمز سري يستطيع فتح الخزنة به.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Takes both: neither the FIDO2 security key nor the passphrase is enough. Plug the key in now; it is to be touched twice.</source>
            <translation>يلزم كلاهما: فلا مفتاح الأمان FIDO2 يكفي ولا عبارة المرور. أدخل المفتاح الآن؛ ويجب لمسه مرتين.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>PIN of the security key, if it has one</source>
            <translation>الرمز السري لمفتاح الأمان، إن كان له رمز</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Touch the security key when it blinks</source>
            <translation>المس مفتاح الأمان عندما يومض</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>It opens the vault no longer. An old copy of the vault, or of its header, still opens with it: only a new key for the vault ends that.</source>
            <translation>لن يفتح الخزنة بعد ذلك. أما نسخة قديمة من الخزنة أو من ترويستها فيظل يفتحها: ولا ينهي ذلك إلا مفتاح جديد للخزنة.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Without a recovery key, a forgotten passphrase is final.</source>
            <translation>من دون مفتاح استعادة يكون نسيان عبارة المرور نهائيًا.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Nothing but the recovery key will open the vault then.</source>
            <translation>لن يفتح الخزنة عندئذ سوى مفتاح الاستعادة.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <location filename="../../app/views/benchmark_results.py" />
            <source>This run</source>
            <translation>هذا التشغيل</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <source>The same figures are in the table.</source>
            <translation>الأرقام نفسها في الجدول.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <source>{value} (this run: {ratio})</source>
            <translation>{value} (هذا التشغيل: {ratio})</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <location filename="../../app/views/benchmark_words.py" />
            <source>higher is better</source>
            <translation>الأعلى أفضل</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <location filename="../../app/views/benchmark_words.py" />
            <source>lower is better</source>
            <translation>الأدنى أفضل</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <source>Logarithmic: each mark is a multiple of the one before.</source>
            <translation>لوغاريتمي: كل علامة مضاعف لما قبلها.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Open results…</source>
            <translation>فتح نتائج…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Export</source>
            <translation>تصدير</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Cancelled. Nothing is left of it, and nothing was kept.</source>
            <translation>أُلغي القياس. لم يبقَ منه شيء، ولم يُحفظ شيء.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>This run could not be kept for later: {why}</source>
            <translation>تعذّر حفظ هذا التشغيل لما بعد: {why}</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>{place} has not enough room for this. Nothing is left there.</source>
            <translation>لا يتسع {place} لهذا. لم يبقَ هناك شيء.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Open results</source>
            <translation>فتح نتائج</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Benchmark results (*.json)</source>
            <translation>نتائج القياس (*.json)</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Export results</source>
            <translation>تصدير النتائج</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Export picture</source>
            <translation>تصدير صورة</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Pictures (*.png)</source>
            <translation>صور (*.png)</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Nothing has been measured yet</source>
            <translation>لم يُقَس شيء بعد</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Choose above what to measure. The results appear here as charts and figures, and are kept, so that you see when something gets slower.</source>
            <translation>اختر في الأعلى ما يُقاس. تظهر النتائج هنا رسومًا وأرقامًا، وتُحفظ لترى متى يصبح شيء ما أبطأ.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>&amp;Run</source>
            <translation>ال&amp;تشغيل</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>&amp;Compared with</source>
            <translation>م&amp;قارنة بـ</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Measuring the speed</source>
            <translation>قياس السرعة</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>The measurement was ended from outside. Nothing is left of it.</source>
            <translation>أُنهي القياس من الخارج. لم يبقَ منه شيء.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>the plain disk only</source>
            <translation>القرص وحده فقط</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>The picture could not be written there.</source>
            <translation>تعذّرت كتابة الصورة هناك.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>the baseline</source>
            <translation>القياس المرجعي</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Results as JSON…</source>
            <translation>النتائج بصيغة JSON…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Picture…</source>
            <translation>صورة…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>the run of {time}</source>
            <translation>تشغيل {time}</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>Results</source>
            <translation>النتائج</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>Copy the table</source>
            <translation>نسخ الجدول</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>Exact figures</source>
            <translation>الأرقام الدقيقة</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>Nothing to compare with.</source>
            <translation>لا شيء للمقارنة به.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>History</source>
            <translation>السجل الزمني</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>Table</source>
            <translation>الجدول</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>ciphers, hashes and key derivation, in memory</source>
            <translation>التعمية والبصمات واشتقاق المفاتيح، في الذاكرة</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>spreading blocks over a vault, and gathering them</source>
            <translation>بعثرة الكتل في الخزنة وجمعها</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>files in a mounted vault, and on the plain disk beside it</source>
            <translation>ملفات في خزنة موصولة، وعلى القرص وحده بجانبها</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Temporary vaults and files are made in this folder, and removed at the end.</source>
            <translation>تُنشأ في هذا المجلد خزائن وملفات مؤقتة، وتُزال في النهاية.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Folder on the disk to measure</source>
            <translation>مجلد على القرص الذي يُقاس</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/views/creation/place_page.py" />
            <location filename="../../app/views/restore_dialog.py" />
            <location filename="../../app/views/settings_dialog.py" />
            <location filename="../../app/widgets/keyfile.py" />
            <source>Choose…</source>
            <translation>اختيار…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Measure</source>
            <translation>قياس</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/views/creation/place_page.py" />
            <source>&amp;Where</source>
            <translation>ال&amp;مكان</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/views/creation/place_page.py" />
            <source>Choose a folder</source>
            <translation>اختيار مجلد</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Progress</source>
            <translation>التقدم</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/views/conflict_dialog.py" />
            <location filename="../../app/views/creation/wizard.py" />
            <location filename="../../app/views/lock_dialog.py" />
            <location filename="../../app/views/question_dialog.py" />
            <location filename="../../app/views/rekey_dialogs.py" />
            <location filename="../../app/views/restore_dialog.py" />
            <location filename="../../app/views/rollback_dialog.py" />
            <location filename="../../app/views/unlock_dialog.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <location filename="../../app/widgets/job_bar.py" />
            <location filename="../../app/widgets/theme.py" />
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Getting ready…</source>
            <translation>جارٍ التحضير…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/widgets/job_bar.py" />
            <source>Cancelling…</source>
            <translation>جارٍ الإلغاء…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/widgets/job_bar.py" />
            <source>{done} of {total}</source>
            <translation>{done} من {total}</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/views/sidebar.py" />
            <source>Speed</source>
            <translation>السرعة</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>How fast vaults are on this computer, beside its plain disk and the results that came with SigmaVault. Leave the computer alone meanwhile: whatever else runs is measured too.</source>
            <translation>ما سرعة الخزائن على هذا الحاسوب مقارنة بقرصه وحده وبالنتائج المرفقة مع SigmaVault. اترك الحاسوب وشأنه أثناء ذلك: فكل ما يعمل غيره يُقاس معه.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>There is no such folder.</source>
            <translation>لا يوجد مجلد كهذا.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Quick: a minute or two, {size} of disk</source>
            <translation>سريع: دقيقة أو دقيقتان، {size} من القرص</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Thorough: many minutes, {size} of disk</source>
            <translation>شامل: دقائق كثيرة، {size} من القرص</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>You may not write into this folder.</source>
            <translation>لا يُسمح لك بالكتابة في هذا المجلد.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>{free} free, which is not enough: {needed} are needed.</source>
            <translation>المتاح {free} ولا يكفي: المطلوب {needed}.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>{free} free.</source>
            <translation>المتاح {free}.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>throughput</source>
            <translation>معدل النقل</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>operations per second</source>
            <translation>عمليات في الثانية</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>time for one operation</source>
            <translation>زمن العملية الواحدة</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>memory at its highest</source>
            <translation>أعلى استهلاك للذاكرة</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Files in a mounted vault</source>
            <translation>ملفات في خزنة موصولة</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Files in a vault that is not mounted</source>
            <translation>ملفات في خزنة غير موصولة</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>By the number of files in the vault</source>
            <translation>بحسب عدد الملفات في الخزنة</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/benchmark_words.py" />
            <source>On average {ratio} as good as {reference}, over %n benchmarks.</source>
            <extracomment>For one: On average {ratio} as good as {reference}, over %n benchmark.</extracomment>
            <translation>
                <numerusform>في المتوسط {ratio} مقارنة بـ{reference}، دون أي قياس.</numerusform>
                <numerusform>في المتوسط {ratio} مقارنة بـ{reference}، في قياس واحد.</numerusform>
                <numerusform>في المتوسط {ratio} مقارنة بـ{reference}، في قياسين.</numerusform>
                <numerusform>في المتوسط {ratio} مقارنة بـ{reference}، في %n قياسات.</numerusform>
                <numerusform>في المتوسط {ratio} مقارنة بـ{reference}، في %n قياسًا.</numerusform>
                <numerusform>في المتوسط {ratio} مقارنة بـ{reference}، في %n قياس.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>On average {ratio} as good as the plain disk.</source>
            <translation>في المتوسط {ratio} مقارنة بالقرص وحده.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Most ahead: {ratio} for {benchmark}.</source>
            <translation>الأكثر تقدمًا: {ratio} في «{benchmark}».</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Most behind: {ratio} for {benchmark}.</source>
            <translation>الأكثر تأخرًا: {ratio} في «{benchmark}».</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>quick</source>
            <translation>سريع</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>thorough</source>
            <translation>شامل</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>{subject}: {quantity}, {direction}</source>
            <translation>{subject}: {quantity}، {direction}</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>No difference is larger than the spread of the rounds.</source>
            <translation>لا فرق أكبر من مدى الجولات.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>One of the two runs was a quick one: it did less, and what depends on how much was done is not compared.</source>
            <translation>كان أحد التشغيلين سريعًا: فقد عمل أقل، وما يتوقف على مقدار العمل لا يُقارن.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>The two were made on different machines.</source>
            <translation>أُجري الاثنان على جهازين مختلفين.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Only an administrator can empty all caches: what is called cold is so in part.</source>
            <translation>لا يستطيع تفريغ كل الذاكرات المخبئية إلا مدير النظام: فما يُسمى باردًا هو كذلك جزئيًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>{begin} (load {load} on {cores} cores), so figures are too low and vary by chance.</source>
            <translation>{begin} (الحمل {load} على {cores} أنوية)، فالأرقام أسوأ من حقيقتها وتتقلب مصادفة.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>{time} ({kind})</source>
            <translation>{time} ({kind})</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>{cpu}, {cores} cores, {memory}; {system}; {file_system}; load {load}</source>
            <translation>المعالج {cpu}، الأنوية {cores}، الذاكرة {memory}؛ {system}؛ {file_system}؛ الحمل {load}</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>The machine was busy</source>
            <translation>كان الجهاز مشغولًا</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>When the other run was made, its machine was busy</source>
            <translation>كان الجهاز مشغولًا عند التشغيل الآخر</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/benchmark_words.py" />
            <source>{names}; and %n more</source>
            <translation>
                <numerusform>{names}</numerusform>
                <numerusform>{names}؛ وواحد آخر</numerusform>
                <numerusform>{names}؛ واثنان آخران</numerusform>
                <numerusform>{names}؛ و%n أخرى</numerusform>
                <numerusform>{names}؛ و%n أخرى</numerusform>
                <numerusform>{names}؛ و%n أخرى</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Skipped, {reason}: {names}.</source>
            <translation>تُرك لأن {reason}: {names}.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser.py" />
            <source>Filter</source>
            <translation>تصفية</translation>
        </message>
        <message>
            <location filename="../../app/views/browser.py" />
            <source>Filter by name</source>
            <translation>التصفية بالاسم</translation>
        </message>
        <message>
            <location filename="../../app/views/browser.py" />
            <source>The folder that was shown here is gone.</source>
            <translation>لم يعد المجلد الذي كان معروضًا هنا موجودًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser.py" />
            <source>There is no “{path}” in this vault.</source>
            <translation>لا يوجد «{path}» في هذه الخزنة.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/creation/wizard.py" />
            <source>Back</source>
            <translation>السابق</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Forward</source>
            <translation>التالي</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Up</source>
            <translation>إلى أعلى</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/browser_edits.py" />
            <location filename="../../app/views/tree_menu.py" />
            <source>New folder</source>
            <translation>مجلد جديد</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/tree_menu.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Rename</source>
            <translation>إعادة تسمية</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/tree_menu.py" />
            <source>Move to trash</source>
            <translation>نقل إلى سلة المهملات</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Delete for good…</source>
            <translation>حذف نهائي…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/browser_edits.py" />
            <source>Undo</source>
            <translation>تراجع</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Redo</source>
            <translation>إعادة التنفيذ</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Cut</source>
            <translation>قص</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Copy</source>
            <translation>نسخ</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Paste</source>
            <translation>لصق</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Select all</source>
            <translation>تحديد الكل</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/tree_menu.py" />
            <source>Open</source>
            <translation>فتح</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Lock with a second passphrase…</source>
            <translation>قفل بعبارة مرور ثانية…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Unlock for this session…</source>
            <translation>فتح لهذه الجلسة…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Lock again</source>
            <translation>قفل من جديد</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Remove the second lock…</source>
            <translation>إزالة القفل الثاني…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <location filename="../../app/views/tree_menu.py" />
            <source>Properties</source>
            <translation>الخصائص</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Import…</source>
            <translation>استيراد…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Import folder…</source>
            <translation>استيراد مجلد…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/browser_traffic.py" />
            <location filename="../../app/views/tree_menu.py" />
            <source>Export…</source>
            <translation>تصدير…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Show trash…</source>
            <translation>عرض سلة المهملات…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Search</source>
            <translation>بحث</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Leave the search</source>
            <translation>مغادرة البحث</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Show in its folder</source>
            <translation>عرضه في مجلده</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Filter this folder</source>
            <translation>تصفية هذا المجلد</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Go to path…</source>
            <translation>الانتقال إلى مسار…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Show hidden files</source>
            <translation>إظهار الملفات المخفية</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/widgets/preview_pane.py" />
            <source>Preview</source>
            <translation>معاينة</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>As a list</source>
            <translation>كقائمة</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>As icons</source>
            <translation>كأيقونات</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Folder tree</source>
            <translation>شجرة المجلدات</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>More</source>
            <translation>المزيد</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Second lock</source>
            <translation>القفل الثاني</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_edits.py" />
            <source>Delete %n entries for good?</source>
            <extracomment>For one: Delete %n entry for good?</extracomment>
            <translation>
                <numerusform>ألا تحذف شيئًا؟</numerusform>
                <numerusform>أتحذف عنصرًا واحدًا نهائيًا؟</numerusform>
                <numerusform>أتحذف عنصرين نهائيًا؟</numerusform>
                <numerusform>أتحذف %n عناصر نهائيًا؟</numerusform>
                <numerusform>أتحذف %n عنصرًا نهائيًا؟</numerusform>
                <numerusform>أتحذف %n عنصر نهائيًا؟</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>This cannot be undone.</source>
            <translation>لا يمكن التراجع عن ذلك.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Moving</source>
            <translation>جارٍ النقل</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Moving to the trash</source>
            <translation>جارٍ النقل إلى سلة المهملات</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>This cannot be undone. What lies under a second lock goes, too, and its passphrase is not asked for.</source>
            <translation>لا يمكن التراجع عن ذلك. يُحذف أيضًا ما يقع تحت قفل ثانٍ، دون طلب عبارة مروره.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Delete for good</source>
            <translation>حذف نهائي</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_edits.py" />
            <source>%n entries</source>
            <extracomment>For one: %n entry</extracomment>
            <translation>
                <numerusform>لا عناصر</numerusform>
                <numerusform>عنصر واحد</numerusform>
                <numerusform>عنصران</numerusform>
                <numerusform>%n عناصر</numerusform>
                <numerusform>%n عنصرًا</numerusform>
                <numerusform>%n عنصر</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Not moved: {why}</source>
            <translation>لم يُنقل: {why}</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <location filename="../../app/views/browser_traffic.py" />
            <source>The vault is open for reading only.</source>
            <translation>الخزنة مفتوحة للقراءة فقط.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Copying</source>
            <translation>جارٍ النسخ</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_edits.py" />
            <source>Moved %n entries to the trash.</source>
            <extracomment>For one: Moved %n entry to the trash.</extracomment>
            <translation>
                <numerusform>لم يُنقل شيء إلى سلة المهملات.</numerusform>
                <numerusform>نُقل عنصر واحد إلى سلة المهملات.</numerusform>
                <numerusform>نُقل عنصران إلى سلة المهملات.</numerusform>
                <numerusform>نُقلت %n عناصر إلى سلة المهملات.</numerusform>
                <numerusform>نُقل %n عنصرًا إلى سلة المهملات.</numerusform>
                <numerusform>نُقل %n عنصر إلى سلة المهملات.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Not deleted: {why}</source>
            <translation>لم يُحذف: {why}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_edits.py" />
            <source>%n entries could not be deleted.</source>
            <extracomment>For one: %n entry could not be deleted.</extracomment>
            <translation>
                <numerusform>حُذف كل شيء.</numerusform>
                <numerusform>تعذر حذف عنصر واحد.</numerusform>
                <numerusform>تعذر حذف عنصرين.</numerusform>
                <numerusform>تعذر حذف %n عناصر.</numerusform>
                <numerusform>تعذر حذف %n عنصرًا.</numerusform>
                <numerusform>تعذر حذف %n عنصر.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Undoing</source>
            <translation>جارٍ التراجع</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Redoing</source>
            <translation>جارٍ إعادة التنفيذ</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Not put back: {why}</source>
            <translation>لم يُعَد إلى مكانه: {why}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_edits.py" />
            <source>And %n more.</source>
            <translation>
                <numerusform>ولا شيء غيره.</numerusform>
                <numerusform>وواحد غيره.</numerusform>
                <numerusform>واثنان غيره.</numerusform>
                <numerusform>و%n غيره.</numerusform>
                <numerusform>و%n غيره.</numerusform>
                <numerusform>و%n غيره.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Delete “{name}” for good?</source>
            <translation>أتحذف «{name}» نهائيًا؟</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Empty the trash?</source>
            <translation>أتريد إفراغ سلة المهملات؟</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>What is in it is deleted for good.</source>
            <translation>سيُحذف ما فيها نهائيًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Deleting</source>
            <translation>جارٍ الحذف</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Moved “{name}” to the trash.</source>
            <translation>نُقل «{name}» إلى سلة المهملات.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>It stays open until you lock it again, or until the vault is locked.</source>
            <translation>يبقى مفتوحًا حتى تقفله من جديد أو تُقفل الخزنة.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Whoever opens the vault can then read the content.</source>
            <translation>بعد ذلك يستطيع كل من يفتح الخزنة قراءة المحتوى.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Lock “{name}” with a second passphrase?</source>
            <translation>قفل «{name}» بعبارة مرور ثانية؟</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>It then opens with this passphrase only, while the vault is open too. If the passphrase is forgotten, the content is lost for good: neither the vault's passphrase nor its recovery key opens it.</source>
            <translation>بعد ذلك لا يُفتح المحتوى إلا بعبارة المرور هذه، حتى والخزنة مفتوحة. وإذا نُسيت فُقد المحتوى نهائيًا: فلا عبارة مرور الخزنة ولا مفتاح الاسترداد يفتحه.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <location filename="../../app/views/open_page.py" />
            <location filename="../../app/views/vault_menu.py" />
            <source>Lock</source>
            <translation>قفل</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Unlock “{name}” for this session</source>
            <translation>فتح «{name}» لهذه الجلسة</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Unlock</source>
            <translation>فتح القفل</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Remove the second lock of “{name}”?</source>
            <translation>إزالة القفل الثاني عن «{name}»؟</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Remove the lock</source>
            <translation>إزالة القفل</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>“{name}” is locked.</source>
            <translation>«{name}» مقفل.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Locking with a second passphrase</source>
            <translation>القفل بعبارة مرور ثانية</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>“{name}” is open for this session.</source>
            <translation>«{name}» مفتوح لهذه الجلسة.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Opening a second lock</source>
            <translation>فتح قفل ثانٍ</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>“{name}” has no second lock any more.</source>
            <translation>لم يعد على «{name}» قفل ثانٍ.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Removing a second lock</source>
            <translation>إزالة قفل ثانٍ</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>“{name}” is locked again.</source>
            <translation>«{name}» مقفل من جديد.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_preview.py" />
            <source>The file is empty.</source>
            <translation>الملف فارغ.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_preview.py" />
            <source>Too large for a preview.</source>
            <translation>أكبر من أن يُعاين.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_preview.py" />
            <source>No preview for this kind of file.</source>
            <translation>لا معاينة لهذا النوع من الملفات.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_preview.py" />
            <source>Select a file to look into it.</source>
            <translation>اختر ملفًا للاطلاع عليه.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_preview.py" />
            <source>beginning</source>
            <translation>البداية</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_search.py" />
            <location filename="../../app/views/browser_status.py" />
            <source>Searching…</source>
            <translation>جارٍ البحث…</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_search.py" />
            <source>%n found…</source>
            <translation>
                <numerusform>لم يُعثر على شيء بعد…</numerusform>
                <numerusform>عُثر على واحد…</numerusform>
                <numerusform>عُثر على اثنين…</numerusform>
                <numerusform>عُثر على %n…</numerusform>
                <numerusform>عُثر على %n…</numerusform>
                <numerusform>عُثر على %n…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_search.py" />
            <source>The first %n; there are more</source>
            <translation>
                <numerusform>لا شيء؛ هناك المزيد</numerusform>
                <numerusform>الأول؛ هناك المزيد</numerusform>
                <numerusform>الأول والثاني؛ هناك المزيد</numerusform>
                <numerusform>أول %n؛ هناك المزيد</numerusform>
                <numerusform>أول %n؛ هناك المزيد</numerusform>
                <numerusform>أول %n؛ هناك المزيد</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_search.py" />
            <source>%n found</source>
            <translation>
                <numerusform>لم يُعثر على شيء</numerusform>
                <numerusform>عُثر على واحد</numerusform>
                <numerusform>عُثر على اثنين</numerusform>
                <numerusform>عُثر على %n</numerusform>
                <numerusform>عُثر على %n</numerusform>
                <numerusform>عُثر على %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_status.py" />
            <source>%n selected</source>
            <translation>
                <numerusform>لم يُحدد شيء</numerusform>
                <numerusform>حُدد واحد</numerusform>
                <numerusform>حُدد اثنان</numerusform>
                <numerusform>حُدد %n</numerusform>
                <numerusform>حُدد %n</numerusform>
                <numerusform>حُدد %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_status.py" />
            <source>%n selected, {size}</source>
            <translation>
                <numerusform>لم يُحدد شيء، {size}</numerusform>
                <numerusform>حُدد واحد، {size}</numerusform>
                <numerusform>حُدد اثنان، {size}</numerusform>
                <numerusform>حُدد %n، {size}</numerusform>
                <numerusform>حُدد %n، {size}</numerusform>
                <numerusform>حُدد %n، {size}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_status.py" />
            <source>%n items</source>
            <extracomment>For one: %n item</extracomment>
            <translation>
                <numerusform>لا عناصر</numerusform>
                <numerusform>عنصر واحد</numerusform>
                <numerusform>عنصران</numerusform>
                <numerusform>%n عناصر</numerusform>
                <numerusform>%n عنصرًا</numerusform>
                <numerusform>%n عنصر</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_status.py" />
            <source>%n items found</source>
            <extracomment>For one: %n item found</extracomment>
            <translation>
                <numerusform>لم يُعثر على عناصر</numerusform>
                <numerusform>عُثر على عنصر واحد</numerusform>
                <numerusform>عُثر على عنصرين</numerusform>
                <numerusform>عُثر على %n عناصر</numerusform>
                <numerusform>عُثر على %n عنصرًا</numerusform>
                <numerusform>عُثر على %n عنصر</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>This folder is empty.
Drop files here to encrypt them.</source>
            <translation>هذا المجلد فارغ.
أفلت ملفات هنا لتشفيرها.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>Nothing in this vault has such a name.</source>
            <translation>لا شيء في هذه الخزنة بهذا الاسم.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>No name here fits this filter.</source>
            <translation>لا اسم هنا يوافق هذه التصفية.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>This folder is empty.</source>
            <translation>هذا المجلد فارغ.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>Nothing of this name is here or below.
Look in the whole vault, perhaps?</source>
            <translation>لا شيء بهذا الاسم هنا أو تحته.
هل تبحث في الخزنة كلها؟</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>Loading… {count}</source>
            <translation>جارٍ التحميل… {count}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_status.py" />
            <source>{shown} of %n items</source>
            <extracomment>For one: {shown} of %n item</extracomment>
            <translation>
                <numerusform>{shown} من لا عناصر</numerusform>
                <numerusform>{shown} من عنصر واحد</numerusform>
                <numerusform>{shown} من عنصرين</numerusform>
                <numerusform>{shown} من %n عناصر</numerusform>
                <numerusform>{shown} من %n عنصرًا</numerusform>
                <numerusform>{shown} من %n عنصر</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_traffic.py" />
            <source>Import files</source>
            <translation>استيراد ملفات</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_traffic.py" />
            <source>Import a folder</source>
            <translation>استيراد مجلد</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_traffic.py" />
            <source>Export to</source>
            <translation>التصدير إلى</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_traffic.py" />
            <source>To move files between vaults, mount the one that they come from.</source>
            <translation>لنقل الملفات بين الخزائن، صِل الخزنة التي تأتي منها.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_traffic.py" />
            <source>Nothing can be dragged out: {why} Use Export… instead.</source>
            <translation>لا يمكن سحب شيء إلى الخارج: {why} استخدم «تصدير…» بدلًا من ذلك.</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <location filename="../../app/views/vault_menu.py" />
            <source>Unlock…</source>
            <translation>فتح القفل…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>The last changes could not be written before the vault was locked. {why} What was written before them is kept.</source>
            <translation>تعذرت كتابة آخر التغييرات قبل قفل الخزنة. {why} وما كُتب قبلها محفوظ.</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Look again</source>
            <translation>البحث مجددًا</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Choose its new place…</source>
            <translation>اختيار مكانها الجديد…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>It cannot be read.</source>
            <translation>لا يمكن قراءتها.</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Try to unlock…</source>
            <translation>محاولة فتح القفل…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Deriving the key…</source>
            <translation>جارٍ اشتقاق المفتاح…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Unmount there</source>
            <translation>فصلها هناك</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Writing the last changes, and locking…</source>
            <translation>جارٍ كتابة آخر التغييرات ثم القفل…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>There is no vault at {place}. Is the disk plugged in?</source>
            <translation>لا توجد خزنة في {place}. هل القرص موصول بالجهاز؟</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <location filename="../../app/views/header_actions.py" />
            <source>Restore the header…</source>
            <translation>استعادة الترويسة…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Another program has it mounted at {place}.</source>
            <translation>وصلها برنامج آخر في {place}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/conflict_dialog.py" />
            <source>%n files exist already</source>
            <extracomment>For one: %n file exists already</extracomment>
            <translation>
                <numerusform>لا ملفات موجودة</numerusform>
                <numerusform>يوجد ملف واحد بالفعل</numerusform>
                <numerusform>يوجد ملفان بالفعل</numerusform>
                <numerusform>توجد %n ملفات بالفعل</numerusform>
                <numerusform>يوجد %n ملفًا بالفعل</numerusform>
                <numerusform>يوجد %n ملف بالفعل</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>Already there</source>
            <translation>موجود بالفعل</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/conflict_dialog.py" />
            <source>… and %n more</source>
            <translation>
                <numerusform>… ولا شيء غيرها</numerusform>
                <numerusform>… وواحد غيرها</numerusform>
                <numerusform>… واثنان غيرها</numerusform>
                <numerusform>… و%n غيرها</numerusform>
                <numerusform>… و%n غيرها</numerusform>
                <numerusform>… و%n غيرها</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>Skip</source>
            <translation>تخطٍّ</translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>Keep both</source>
            <translation>الإبقاء على كليهما</translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>Replace</source>
            <translation>استبدال</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/conflict_dialog.py" />
            <source>%n files or more exist already</source>
            <extracomment>For one: %n file or more exist already</extracomment>
            <translation>
                <numerusform>لا ملفات موجودة</numerusform>
                <numerusform>يوجد ملف واحد أو أكثر بالفعل</numerusform>
                <numerusform>يوجد ملفان أو أكثر بالفعل</numerusform>
                <numerusform>توجد %n ملفات أو أكثر بالفعل</numerusform>
                <numerusform>يوجد %n ملفًا أو أكثر بالفعل</numerusform>
                <numerusform>يوجد %n ملف أو أكثر بالفعل</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>In {place}. Files of other names are not touched.</source>
            <translation>في {place}. لن تُمس الملفات ذات الأسماء الأخرى.</translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>The answer holds for all of them.</source>
            <translation>يسري الجواب عليها كلها.</translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>“{name}” exists already</source>
            <translation>«{name}» موجود بالفعل</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/page.py" />
            <location filename="../../app/views/creation/wizard.py" />
            <source>Next</source>
            <translation>التالي</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Choose what opens it</source>
            <translation>اختر ما يفتحها</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Nobody can reset it: without the passphrase or the recovery key, the content is gone. Five or six unrelated words are strong, and easy to type.</source>
            <translation>لا يستطيع أحد إعادة تعيينها: من دون عبارة المرور أو مفتاح الاسترداد يضيع المحتوى. خمس أو ست كلمات لا صلة بينها عبارة قوية وسهلة الكتابة.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Create vault</source>
            <translation>إنشاء الخزنة</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>A passphrase, on any device</source>
            <translation>عبارة مرور، على أي جهاز</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Whoever gets a copy of the vault can guess at the passphrase, so it must be strong.</source>
            <translation>من يحصل على نسخة من الخزنة يستطيع تخمين عبارة المرور، فلا بد أن تكون قوية.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>A passphrase, on this device only</source>
            <translation>عبارة مرور، على هذا الجهاز وحده</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>A copy of the vault is no use for guessing. If this device is lost, only the recovery key opens it.</source>
            <translation>نسخة من الخزنة لا تفيد في التخمين. وإن فُقد هذا الجهاز فلا يفتحها إلا مفتاح الاسترداد.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>This device, without a passphrase</source>
            <translation>هذا الجهاز، بلا عبارة مرور</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Nothing has to be typed. Whoever can use your account here can open it, and if this device is lost, only the recovery key does.</source>
            <translation>لا حاجة إلى كتابة شيء. من يستطيع استخدام حسابك هنا يستطيع فتحها، وإن فُقد هذا الجهاز فلا يفتحها إلا مفتاح الاسترداد.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>What opens it</source>
            <translation>ما يفتحها</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>The same passphrase again</source>
            <translation>عبارة المرور نفسها مرة أخرى</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <location filename="../../app/views/unlock_pages.py" />
            <source>Caps lock is on.</source>
            <translation>مفتاح Caps Lock مفعّل.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Unlock time</source>
            <translation>زمن فتح القفل</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Both are the same.</source>
            <translation>العبارتان متطابقتان.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>The two differ.</source>
            <translation>العبارتان مختلفتان.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Each guess costs an attacker as long as unlocking costs you: a machine like this one tries {count} an hour.</source>
            <translation>كل تخمين يكلف المهاجم ما يكلفك الفتح من الوقت: جهاز مثل هذا يجرب {count} في الساعة.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/place_page.py" />
            <source>Create a vault</source>
            <translation>إنشاء خزنة</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/place_page.py" />
            <source>A vault is a folder full of noise. It can lie on this disk, on a stick, or in a folder that is synchronised with a cloud.</source>
            <translation>الخزنة مجلد مليء بالضجيج. يمكن أن تكون على هذا القرص، أو على ذاكرة محمولة، أو في مجلد يُزامن مع السحابة.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/place_page.py" />
            <source>Folder that the vault goes into</source>
            <translation>المجلد الذي توضع فيه الخزنة</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/place_page.py" />
            <source>&amp;Name</source>
            <translation>الا&amp;سم</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/place_page.py" />
            <source>The vault will be the folder {place}.</source>
            <translation>ستكون الخزنة في المجلد {place}.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>How much loss should it survive?</source>
            <translation>كم من الفقد يجب أن تتحمل؟</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>Everything is stored in pieces. With protection, pieces that rot, vanish or are tampered with are rebuilt from the others. This cannot be changed later.</source>
            <translation>يُخزّن كل شيء في قطع. مع الحماية، تُرمم القطع التي تتلف أو تختفي أو يُعبث بها من القطع الأخرى. لا يمكن تغيير ذلك لاحقًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>None</source>
            <translation>بلا حماية</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>Standard</source>
            <translation>عادية</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>High</source>
            <translation>عالية</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>Damage is found, but cannot be repaired. Costs no space.</source>
            <translation>يُكتشف الضرر ولا يمكن إصلاحه. لا تكلف مساحة.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>Survives the loss of any {lost} of {pieces} pieces; damage repairs itself. Costs {percent} % space.</source>
            <translation>تتحمل فقد أي {lost} من {pieces} قطع؛ يصلح الضرر نفسه. تكلف {percent}٪ من المساحة.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>{level}  (recommended)</source>
            <translation>{level}  (موصى بها)</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>Keep the recovery key</source>
            <translation>الاحتفاظ بمفتاح الاسترداد</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>It opens the vault when the passphrase is forgotten. It is shown only now, and stored nowhere: print it, or save it to a place that is not this disk.</source>
            <translation>يفتح الخزنة إن نُسيت عبارة المرور. لا يُعرض إلا الآن ولا يُخزن في أي مكان: اطبعه أو احفظه في مكان غير هذا القرص.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>I have kept it</source>
            <translation>احتفظت به</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>One check</source>
            <translation>تحقق أخير</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>Finish</source>
            <translation>إنهاء</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>Group of the recovery key</source>
            <translation>مجموعة من مفتاح الاسترداد</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>That is not the group. Go back to look at the key.</source>
            <translation>ليست هذه هي المجموعة. عُد لترى المفتاح.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>Enter group {group} of the {groups} groups of the recovery key.</source>
            <translation>أدخل المجموعة {group} من مجموعات مفتاح الاسترداد وعددها {groups}.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/wizard.py" />
            <location filename="../../app/views/main_window.py" />
            <source>New vault</source>
            <translation>خزنة جديدة</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/wizard.py" />
            <source>Creating the vault</source>
            <translation>جارٍ إنشاء الخزنة</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/wizard.py" />
            <source>Step {step} of {steps}</source>
            <translation>الخطوة {step} من {steps}</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/wizard.py" />
            <source>Keep the recovery key first: it will not be shown again.</source>
            <translation>احتفظ بمفتاح الاسترداد أولًا: لن يُعرض مرة أخرى.</translation>
        </message>
        <message>
            <location filename="../../app/views/file_table.py" />
            <location filename="../../app/views/open_page.py" />
            <source>Files</source>
            <translation>الملفات</translation>
        </message>
        <message>
            <location filename="../../app/views/file_table.py" />
            <source>Search results</source>
            <translation>نتائج البحث</translation>
        </message>
        <message>
            <location filename="../../app/views/folder_tree.py" />
            <location filename="../../app/widgets/path_edit.py" />
            <source>Folders</source>
            <translation>المجلدات</translation>
        </message>
        <message>
            <location filename="../../app/views/header_actions.py" />
            <source>Save a copy of the header</source>
            <translation>حفظ نسخة من الترويسة</translation>
        </message>
        <message>
            <location filename="../../app/views/header_actions.py" />
            <source>Save a copy of the header…</source>
            <translation>حفظ نسخة من الترويسة…</translation>
        </message>
        <message>
            <location filename="../../app/views/header_actions.py" />
            <source>The header is saved</source>
            <translation>حُفظت الترويسة</translation>
        </message>
        <message>
            <location filename="../../app/views/header_actions.py" />
            <source>Done</source>
            <translation>تم</translation>
        </message>
        <message>
            <location filename="../../app/views/header_actions.py" />
            <source>{file} opens the vault together with a passphrase or recovery key of today, also after you have changed them. Keep it as safe as the vault, in another place.</source>
            <translation>يفتح {file} الخزنة مع عبارة مرور أو مفتاح استرداد من اليوم، حتى بعد أن تغيرها. احفظه بأمان كالخزنة وفي مكان آخر.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_findings.py" />
            <location filename="../../app/views/health_page.py" />
            <source>Findings</source>
            <translation>الملاحظات</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/health_findings.py" />
            <source>… and %n more; the saved report has them all.</source>
            <translation>
                <numerusform>… ولا شيء غيرها؛ التقرير المحفوظ يحويها كلها.</numerusform>
                <numerusform>… وواحدة غيرها؛ التقرير المحفوظ يحويها كلها.</numerusform>
                <numerusform>… واثنتان غيرها؛ التقرير المحفوظ يحويها كلها.</numerusform>
                <numerusform>… و%n غيرها؛ التقرير المحفوظ يحويها كلها.</numerusform>
                <numerusform>… و%n غيرها؛ التقرير المحفوظ يحويها كلها.</numerusform>
                <numerusform>… و%n غيرها؛ التقرير المحفوظ يحويها كلها.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/health_findings.py" />
            <source>{file} has lost content; restore it from a backup.</source>
            <translation>فُقد محتوى من {file}؛ استعده من نسخة احتياطية.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_findings.py" />
            <source>{file} is damaged, and still reads; repair makes it whole.</source>
            <translation>{file} متضرر وما زال مقروءًا؛ الإصلاح يعيده سليمًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_findings.py" />
            <source>{file} was damaged, and is whole again.</source>
            <translation>كان {file} متضررًا، وهو سليم من جديد.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Noise</source>
            <translation>ضجيج</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>In use</source>
            <translation>مستخدم</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Full</source>
            <translation>ممتلئ</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Check now</source>
            <translation>فحص الآن</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Repair</source>
            <translation>إصلاح</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Save report…</source>
            <translation>حفظ التقرير…</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Last check: {time}. {summary}.</source>
            <translation>آخر فحص: {time}. {summary}.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Save report</source>
            <translation>حفظ التقرير</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Data</source>
            <translation>بيانات</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Decoys</source>
            <translation>شراك</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Free on disk</source>
            <translation>حر على القرص</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <location filename="../../app/views/recovery_sheets.py" />
            <source>Text (*.txt)</source>
            <translation>نص (*.txt)</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Protection</source>
            <translation>حماية</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <location filename="../../app/widgets/space_bar.py" />
            <source>Space</source>
            <translation>المساحة</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Map</source>
            <translation>الخريطة</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>A column for each group of rows, a cell for each of its files on disk. What is data and what is noise, only the key tells.</source>
            <translation>عمود لكل مجموعة من الصفوف، ومربع لكل ملف من ملفاتها على القرص. لا يعرف ما هو بيانات وما هو ضجيج إلا المفتاح.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>{files} in {folders}, {size} of content. Room for {free} more.</source>
            <translation>{files}، {folders}، محتواها {size}. بقي متسع لـ {free}.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Repairing</source>
            <translation>جارٍ الإصلاح</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Checking every piece</source>
            <translation>جارٍ فحص كل القطع</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>A check was broken off at {percent} %; the next one goes on from there.</source>
            <translation>انقطع فحص عند {percent} ٪؛ يتابع الفحص التالي من هناك.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Due: it begins by itself while the vault is open.</source>
            <translation>حان موعده: يبدأ من تلقاء نفسه ما دامت الخزنة مفتوحة.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Every day</source>
            <translation>كل يوم</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Every week</source>
            <translation>كل أسبوع</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Every 30 days</source>
            <translation>كل ثلاثين يومًا</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Every 90 days</source>
            <translation>كل تسعين يومًا</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Never by itself</source>
            <translation>لا يبدأ من تلقاء نفسه</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Due. Open the vault for writing to have it checked.</source>
            <translation>حان موعده. افتح الخزنة للكتابة كي تُفحص.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Check by itself</source>
            <translation>الفحص التلقائي</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/health_schedule.py" />
            <source>Every %n hours</source>
            <extracomment>For one: Every hour</extracomment>
            <translation>
                <numerusform>كل ساعة</numerusform>
                <numerusform>كل ساعة</numerusform>
                <numerusform>كل ساعتين</numerusform>
                <numerusform>كل %n ساعات</numerusform>
                <numerusform>كل %n ساعة</numerusform>
                <numerusform>كل %n ساعة</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/health_schedule.py" />
            <source>Every %n days</source>
            <extracomment>For one: Every day</extracomment>
            <translation>
                <numerusform>كل يوم</numerusform>
                <numerusform>كل يوم</numerusform>
                <numerusform>كل يومين</numerusform>
                <numerusform>كل %n أيام</numerusform>
                <numerusform>كل %n يومًا</numerusform>
                <numerusform>كل %n يوم</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Check by itself:</source>
            <translation>الفحص التلقائي:</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Checking by itself, a little at a time</source>
            <translation>جارٍ الفحص التلقائي شيئًا فشيئًا</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Next: {when}</source>
            <translation>التالي: {when}</translation>
        </message>
        <message>
            <location filename="../../app/views/icon_view.py" />
            <source>Files as icons</source>
            <translation>الملفات كأيقونات</translation>
        </message>
        <message>
            <location filename="../../app/views/lock_dialog.py" />
            <source>Second passphrase</source>
            <translation>عبارة المرور الثانية</translation>
        </message>
        <message>
            <location filename="../../app/views/lock_dialog.py" />
            <source>Second passphrase again</source>
            <translation>عبارة المرور الثانية مرة أخرى</translation>
        </message>
        <message>
            <location filename="../../app/views/main_window.py" />
            <source>Where is the vault now?</source>
            <translation>أين الخزنة الآن؟</translation>
        </message>
        <message>
            <location filename="../../app/views/main_window.py" />
            <source>Choose a vault's folder</source>
            <translation>اختيار مجلد خزنة</translation>
        </message>
        <message>
            <location filename="../../app/views/main_window.py" />
            <location filename="../../app/views/sidebar.py" />
            <source>Add vault</source>
            <translation>إضافة خزنة</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Show files</source>
            <translation>عرض الملفات</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Open the drive in the file manager</source>
            <translation>فتح القرص في مدير الملفات</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Mount as drive</source>
            <translation>وصل كقرص</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Pages</source>
            <translation>الصفحات</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Lock while something runs?</source>
            <translation>أتريد القفل وهناك مهمة قيد التنفيذ؟</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Cancel it and lock</source>
            <translation>إلغاؤها والقفل</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <source>Health</source>
            <translation>الحالة</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Ways in</source>
            <translation>طرق الفتح</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Unmount</source>
            <translation>فصل</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Lock anyway</source>
            <translation>القفل على أي حال</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Unmount anyway</source>
            <translation>الفصل على أي حال</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>{state} at {place}</source>
            <translation>{state} في {place}</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>{state}, read-only</source>
            <translation>{state}، للقراءة فقط</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>No program was found for {file}.</source>
            <translation>لم يُعثر على برنامج لفتح {file}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/properties_dialog.py" />
            <source>%n bytes</source>
            <extracomment>For one: %n byte</extracomment>
            <translation>
                <numerusform>لا بايت</numerusform>
                <numerusform>بايت واحد</numerusform>
                <numerusform>بايتان</numerusform>
                <numerusform>%n بايتات</numerusform>
                <numerusform>%n بايتًا</numerusform>
                <numerusform>%n بايت</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>no damage seen</source>
            <translation>لم يُلحظ ضرر</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/properties_dialog.py" />
            <source>%n pieces of 8 KiB, parity included</source>
            <extracomment>For one: %n piece of 8 KiB, parity included</extracomment>
            <translation>
                <numerusform>لا قطع</numerusform>
                <numerusform>قطعة واحدة من 8 كيبيبايت، مع التكافؤ</numerusform>
                <numerusform>قطعتان من 8 كيبيبايت، مع التكافؤ</numerusform>
                <numerusform>%n قطع من 8 كيبيبايت، مع التكافؤ</numerusform>
                <numerusform>%n قطعة من 8 كيبيبايت، مع التكافؤ</numerusform>
                <numerusform>%n قطعة من 8 كيبيبايت، مع التكافؤ</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/properties_dialog.py" />
            <source>%n damaged pieces seen; check the vault's health</source>
            <extracomment>For one: %n damaged piece seen; check the vault's health</extracomment>
            <translation>
                <numerusform>لم يُلحظ ضرر</numerusform>
                <numerusform>لوحظت قطعة متضررة؛ افحص حالة الخزنة</numerusform>
                <numerusform>لوحظت قطعتان متضررتان؛ افحص حالة الخزنة</numerusform>
                <numerusform>لوحظت %n قطع متضررة؛ افحص حالة الخزنة</numerusform>
                <numerusform>لوحظت %n قطعة متضررة؛ افحص حالة الخزنة</numerusform>
                <numerusform>لوحظت %n قطعة متضررة؛ افحص حالة الخزنة</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/properties_dialog.py" />
            <source>%n others</source>
            <extracomment>For one: %n other</extracomment>
            <translation>
                <numerusform>لا غيرها</numerusform>
                <numerusform>واحد غيرها</numerusform>
                <numerusform>اثنان غيرها</numerusform>
                <numerusform>%n غيرها</numerusform>
                <numerusform>%n غيرها</numerusform>
                <numerusform>%n غيرها</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Holds</source>
            <translation>المحتوى</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Place</source>
            <translation>المكان</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>On disk</source>
            <translation>على القرص</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>inside the index</source>
            <translation>داخل الفهرس</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Created</source>
            <translation>تاريخ الإنشاء</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Changed</source>
            <translation>تاريخ تغير الحالة</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Permissions</source>
            <translation>الأذونات</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Hard links</source>
            <translation>الروابط الصلبة</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>Save the recovery key</source>
            <translation>حفظ مفتاح الاسترداد</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>Save to a file…</source>
            <translation>حفظ في ملف…</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>Print…</source>
            <translation>طباعة…</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>Saved. Move the file to a safe place, away from this machine.</source>
            <translation>حُفظ. انقل الملف إلى مكان آمن بعيد عن هذا الجهاز.</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>SigmaVault recovery key

Vault: {vault}

{key}

{words}

Whoever has this key can open the vault. Keep it where the vault is not.
</source>
            <translation>مفتاح استرداد SigmaVault

الخزنة: {vault}

{key}

{words}

من بيده هذا المفتاح يستطيع فتح الخزنة. احفظه في غير مكان الخزنة.
</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>{vault} recovery key.pdf</source>
            <translation>{vault} مفتاح الاسترداد.pdf</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>PDF, to print (*.pdf)</source>
            <translation>PDF للطباعة (*.pdf)</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>What is to open the vault afterwards has to be given here:</source>
            <translation>ما سيفتح الخزنة بعد ذلك يجب تقديمه هنا:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Change the passphrase too</source>
            <translation>تغيير عبارة المرور أيضًا</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>New passphrase</source>
            <translation>عبارة مرور جديدة</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>New passphrase again</source>
            <translation>عبارة المرور الجديدة مرة أخرى</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>The security key that is plugged in</source>
            <translation>مفتاح الأمان الموصول</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Continue</source>
            <translation>متابعة</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>This device stays a way in. What else is to stay one, give it here:</source>
            <translation>يبقى هذا الجهاز طريقة للفتح. وما سيبقى غيره فقدّمه هنا:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Recovery key in words</source>
            <translation>مفتاح الاستعادة بالكلمات</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>I have kept the new recovery key</source>
            <translation>حفظت مفتاح الاسترداد الجديد</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Give the vault the new key</source>
            <translation>إعطاء الخزنة المفتاح الجديد</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Opens it afterwards:</source>
            <translation>يفتحها بعد ذلك:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>A new key for this vault</source>
            <translation>مفتاح جديد لهذه الخزنة</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Changing a passphrase takes a moment, but an old copy of the vault still opens with the old one. With a new key everything is sealed anew, in the background and while you go on working; afterwards nothing that was revoked opens anything on the disk. Copies made before stay as readable as they were.</source>
            <translation>تغيير عبارة المرور يستغرق لحظة، لكن نسخة قديمة من الخزنة تظل تُفتح بالعبارة القديمة. بالمفتاح الجديد يُختم كل شيء من جديد، في الخلفية وأثناء عملك؛ وبعدها لا يفتح ما أُلغي شيئًا على القرص. أما النسخ التي أُخذت من قبل فتبقى مقروءة كما كانت.</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Opens nothing afterwards:</source>
            <translation>لا يفتح شيئًا بعد ذلك:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>New recovery key:</source>
            <translation>مفتاح الاسترداد الجديد:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>The same in words:</source>
            <translation>نفسه بالكلمات:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>This is what will change</source>
            <translation>هذا ما سيتغير</translation>
        </message>
        <message>
            <location filename="../../app/views/report_dialog.py" />
            <source>Unexpected error</source>
            <translation>خطأ غير متوقع</translation>
        </message>
        <message>
            <location filename="../../app/views/report_dialog.py" />
            <source>Report</source>
            <translation>تقرير</translation>
        </message>
        <message>
            <location filename="../../app/views/report_dialog.py" />
            <source>Copy report</source>
            <translation>نسخ التقرير</translation>
        </message>
        <message>
            <location filename="../../app/views/report_dialog.py" />
            <source>SigmaVault made a mistake</source>
            <translation>وقع خطأ في SigmaVault</translation>
        </message>
        <message>
            <location filename="../../app/views/report_dialog.py" />
            <source>Your vaults are safe: what was being done was left undone. The report below has no names and no secrets in it.</source>
            <translation>خزائنك بأمان: ما كان قيد التنفيذ لم يُنفذ. لا أسماء ولا أسرار في التقرير أدناه.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>That does not open this header. It takes a passphrase or key of its time.</source>
            <translation>لا يفتح ذلك هذه الترويسة. يلزم عبارة مرور أو مفتاح من وقتها.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>This header belongs to the vault. It opens with what you have just entered.</source>
            <translation>هذه الترويسة للخزنة. تُفتح بما أدخلته للتو.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>This header belongs to the vault, and is the one that it has now.</source>
            <translation>هذه الترويسة للخزنة، وهي التي لها الآن.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>This header belongs to the vault, and is not the one that it has now.</source>
            <translation>هذه الترويسة للخزنة، وليست التي لها الآن.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Restore the header</source>
            <translation>استعادة الترويسة</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>The saved header</source>
            <translation>الترويسة المحفوظة</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Passphrase of the time when it was saved</source>
            <translation>عبارة المرور من وقت حفظها</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Use the recovery key</source>
            <translation>استخدام مفتاح الاسترداد</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Deriving the key</source>
            <translation>جارٍ اشتقاق المفتاح</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Check</source>
            <translation>فحص</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Choose the saved header</source>
            <translation>اختيار الترويسة المحفوظة</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/restore_dialog.py" />
            <source>%n older passphrases or keys open the vault again.</source>
            <extracomment>For one: %n older passphrase or key opens the vault again.</extracomment>
            <translation>
                <numerusform>لا عبارات أقدم تفتح الخزنة.</numerusform>
                <numerusform>تعود عبارة مرور أو مفتاح أقدم ليفتح الخزنة.</numerusform>
                <numerusform>تعود عبارتا مرور أو مفتاحان أقدم لفتح الخزنة.</numerusform>
                <numerusform>تعود %n عبارات مرور أو مفاتيح أقدم لفتح الخزنة.</numerusform>
                <numerusform>تعود %n عبارة مرور أو مفتاحًا أقدم لفتح الخزنة.</numerusform>
                <numerusform>تعود %n عبارة مرور أو مفتاح أقدم لفتح الخزنة.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/restore_dialog.py" />
            <source>%n passphrases or keys of now open nothing any more.</source>
            <extracomment>For one: %n passphrase or key of now opens nothing any more.</extracomment>
            <translation>
                <numerusform>كل عبارات المرور والمفاتيح الحالية باقية.</numerusform>
                <numerusform>عبارة مرور أو مفتاح حالي لن يفتح شيئًا بعد الآن.</numerusform>
                <numerusform>عبارتا مرور أو مفتاحان حاليان لن يفتحا شيئًا بعد الآن.</numerusform>
                <numerusform>%n عبارات مرور أو مفاتيح حالية لن تفتح شيئًا بعد الآن.</numerusform>
                <numerusform>%n عبارة مرور أو مفتاحًا حاليًا لن تفتح شيئًا بعد الآن.</numerusform>
                <numerusform>%n عبارة مرور أو مفتاح حالي لن تفتح شيئًا بعد الآن.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>A copy of the header that was saved earlier takes the place of the vault's own. The files in the vault are not touched. Afterwards the vault opens with the passphrase and the recovery key of the time when the copy was saved.</source>
            <translation>تحل نسخة من الترويسة حُفظت سابقًا محل ترويسة الخزنة. لا تُمس الملفات في الخزنة. بعد ذلك تُفتح الخزنة بعبارة المرور ومفتاح الاسترداد من وقت حفظ النسخة.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Use the passphrase</source>
            <translation>استخدام عبارة المرور</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Replace the header</source>
            <translation>استبدال الترويسة</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Restore the header of “{name}”</source>
            <translation>استعادة ترويسة «{name}»</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Open for reading only</source>
            <translation>الفتح للقراءة فقط</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>Use this copy from now on</source>
            <translation>استخدام هذه النسخة من الآن</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>Nothing was written to it, and nothing is lost by looking: if you open it for reading only, you can copy out what you need.</source>
            <translation>لم يُكتب فيها شيء، ولا يُفقد شيء بالاطلاع: إن فتحتها للقراءة فقط أمكنك أن تنسخ منها ما تحتاج إليه.</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>If you restored a backup yourself, go on with this copy: this computer then takes it for the newest one. If you did not, somebody or something else has exchanged the vault's files: a sync service, a failing disk, or somebody who wants you to work with old content. Look for the newer copy first.</source>
            <translation>إن كنت قد استعدت نسخة احتياطية بنفسك فتابع بهذه النسخة: سيعدها هذا الحاسوب الأحدث. وإن لم تفعل فقد بدّل أحد أو شيء آخر ملفات الخزنة: خدمة مزامنة، أو قرص يتعطل، أو من يريدك أن تعمل على محتوى قديم. ابحث أولًا عن النسخة الأحدث.</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>“{name}” is older than it should be</source>
            <translation>«{name}» أقدم مما ينبغي</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>This computer last saw a newer state of it on {when} (generation {newer}; this one is {older}). Either an older copy was put in its place, or damage has taken its newest state. What was changed in between is not in this copy.</source>
            <translation>آخر ما رآه هذا الحاسوب حالة أحدث لها في {when} (الجيل {newer}؛ وهذه {older}). إما أن نسخة أقدم وُضعت مكانها، أو أن تلفًا أخذ أحدث حالاتها. ما تغير بينهما ليس في هذه النسخة.</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>The header of “{name}” is older than it should be</source>
            <translation>ترويسة «{name}» أقدم مما ينبغي</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>Its files are the newest, but its header is from before {when}, when this computer last saw a newer one. Passphrases and recovery keys of that time open the vault again, and those set later do not.</source>
            <translation>ملفاتها هي الأحدث، لكن ترويستها من قبل {when} حين رأى هذا الحاسوب ترويسة أحدث. تعود عبارات المرور ومفاتيح الاسترداد من ذلك الوقت لتفتح الخزنة، ولا تفتحها ما وُضع بعده.</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>“{name}” is another copy than the one you used last</source>
            <translation>«{name}» نسخة غير التي استخدمتها آخر مرة</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>This copy has parted from the one that this computer last saw on {when}, and both were changed since. What was changed in the one is not in the other.</source>
            <translation>افترقت هذه النسخة عن التي رآها هذا الحاسوب آخر مرة في {when}، وتغيرت كلتاهما منذ ذلك. ما تغير في إحداهما ليس في الأخرى.</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Search by name; * and ? stand for anything</source>
            <translation>البحث بالاسم؛ الرمزان * و ? يعنيان أي شيء</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Search by name</source>
            <translation>البحث بالاسم</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Whole vault</source>
            <translation>الخزنة كلها</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>This folder</source>
            <translation>هذا المجلد</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>This folder, and all folders below it</source>
            <translation>هذا المجلد وكل المجلدات تحته</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Stop searching</source>
            <translation>إيقاف البحث</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Close the search (Esc)</source>
            <translation>إغلاق البحث (Esc)</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The header of this vault is gone, and without it nothing can be read. If you have saved a copy of it, restore that; all the rest is as it was. If its creation was interrupted, delete the folder.</source>
            <translation>ترويسة هذه الخزنة مفقودة، ومن دونها لا يمكن قراءة شيء. إن كنت قد حفظت نسخة منها فاستعدها؛ كل ما عداها كما كان. وإن كان إنشاؤها قد انقطع فاحذف المجلد.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The header of this vault is damaged in every copy, and without it nothing can be read. If you have saved a copy of it, restore that; all the rest is as it was.</source>
            <translation>ترويسة هذه الخزنة متضررة في كل نسخها، ومن دونها لا يمكن قراءة شيء. إن كنت قد حفظت نسخة منها فاستعدها؛ كل ما عداها كما كان.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>This desktop has no keyring that could remember a passphrase.</source>
            <translation>لا حلقة مفاتيح في سطح المكتب هذا لتتذكر عبارة مرور.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The keyring here is not encrypted, and is given no passphrase.</source>
            <translation>حلقة المفاتيح هنا غير مشفرة، فلا تُعطى عبارة مرور.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The keyring stayed locked. The passphrase was neither saved nor read.</source>
            <translation>بقيت حلقة المفاتيح مقفلة. لم تُحفظ عبارة المرور ولم تُقرأ.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The keyring does not answer. The passphrase was neither saved nor read.</source>
            <translation>حلقة المفاتيح لا تستجيب. لم تُحفظ عبارة المرور ولم تُقرأ.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The keyring refused. What it keeps for this vault is as it was.</source>
            <translation>رفضت حلقة المفاتيح. ما تحفظه لهذه الخزنة باقٍ كما كان.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The drive is in use by {holders}. Close what uses it and try again.</source>
            <translation>القرص قيد الاستخدام لدى {holders}. أغلق ما يستخدمه وحاول مجددًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>Close it there, or unmount it, and try again.</source>
            <translation>أغلقها هناك أو افصلها، ثم حاول مجددًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>Nothing was changed. Keep the folder as it is, and restore it from a backup.</source>
            <translation>لم يتغير شيء. اترك المجلد كما هو، واستعده من نسخة احتياطية.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The header was changed, or is damaged; the passphrase was not tried. If you have saved a copy of the header, restore that.</source>
            <translation>الترويسة مغيّرة أو متضررة، ولم تُجرَّب عبارة المرور. إن كنت قد حفظت نسخة من الترويسة فاستعدها.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>Nothing was changed. Open it with the version that it was made with, or a newer one.</source>
            <translation>لم يتغير شيء. افتحها بالإصدار الذي أنشئت به أو بإصدار أحدث.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>Nothing was changed. Make room on the disk, or delete something in the vault.</source>
            <translation>لم يتغير شيء. أفسح مساحة على القرص، أو احذف شيئًا من الخزنة.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>That did not open the vault. Check the passphrase and try again.</source>
            <translation>لم يفتح ذلك الخزنة. تحقق من عبارة المرور وحاول مجددًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>This copy of the vault is not the newest that this computer has seen.</source>
            <translation>هذه النسخة من الخزنة ليست أحدث ما رآه هذا الحاسوب.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The drive is in use. Close what uses it and try again.</source>
            <translation>القرص قيد الاستخدام. أغلق ما يستخدمه وحاول مجددًا.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/sentences.py" />
            <source>{names} and %n more</source>
            <translation>
                <numerusform>{names}</numerusform>
                <numerusform>{names} وواحد غيرها</numerusform>
                <numerusform>{names} واثنان غيرها</numerusform>
                <numerusform>{names} و%n غيرها</numerusform>
                <numerusform>{names} و%n غيرها</numerusform>
                <numerusform>{names} و%n غيرها</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Like the system</source>
            <translation>مثل النظام</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Light</source>
            <translation>فاتح</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Dark</source>
            <translation>داكن</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>High contrast</source>
            <translation>تباين عالٍ</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Save</source>
            <translation>حفظ</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <location filename="../../app/views/sidebar.py" />
            <source>Settings</source>
            <translation>الإعدادات</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Appearance</source>
            <translation>المظهر</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Language</source>
            <translation>اللغة</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Stay in the tray when the window is closed</source>
            <translation>البقاء في شريط النظام عند إغلاق النافذة</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Start, without a window, when I log in</source>
            <translation>البدء عند تسجيل الدخول من دون نافذة</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Lock all vaults when the machine sleeps or the screen locks</source>
            <translation>قفل كل الخزائن عند سكون الجهاز أو قفل الشاشة</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Show files whose names begin with a dot</source>
            <translation>إظهار الملفات التي تبدأ أسماؤها بنقطة</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Show the preview beside the files</source>
            <translation>إظهار المعاينة بجانب الملفات</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Vault settings</source>
            <translation>إعدادات الخزنة</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Never</source>
            <translation>أبدًا</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source> minutes</source>
            <translation> دقيقة</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Lock when not used for</source>
            <translation>القفل عند عدم الاستخدام مدة</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Mount at</source>
            <translation>مكان الوصل</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Mount at an empty folder</source>
            <translation>الوصل في مجلد فارغ</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Another language is spoken from the next start on.</source>
            <translation>تسري اللغة الأخرى عند البدء التالي.</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>This desktop has no tray; closing the window ends SigmaVault.</source>
            <translation>لا شريط نظام في سطح المكتب هذا؛ إغلاق النافذة ينهي SigmaVault.</translation>
        </message>
        <message>
            <location filename="../../app/views/sidebar.py" />
            <source>Vaults</source>
            <translation>الخزائن</translation>
        </message>
        <message>
            <location filename="../../app/views/sidebar.py" />
            <source>How fast vaults are on this computer</source>
            <translation>ما سرعة الخزائن على هذا الحاسوب</translation>
        </message>
        <message>
            <location filename="../../app/views/sidebar.py" />
            <source>Create a new vault…</source>
            <translation>إنشاء خزنة جديدة…</translation>
        </message>
        <message>
            <location filename="../../app/views/sidebar.py" />
            <location filename="../../app/views/welcome_page.py" />
            <source>Add an existing vault…</source>
            <translation>إضافة خزنة موجودة…</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/transfers.py" />
            <source>Importing %n items</source>
            <extracomment>For one: Importing %n item</extracomment>
            <translation>
                <numerusform>لا شيء للاستيراد</numerusform>
                <numerusform>جارٍ استيراد عنصر واحد</numerusform>
                <numerusform>جارٍ استيراد عنصرين</numerusform>
                <numerusform>جارٍ استيراد %n عناصر</numerusform>
                <numerusform>جارٍ استيراد %n عنصرًا</numerusform>
                <numerusform>جارٍ استيراد %n عنصر</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/transfers.py" />
            <source>Exporting %n items</source>
            <extracomment>For one: Exporting %n item</extracomment>
            <translation>
                <numerusform>لا شيء للتصدير</numerusform>
                <numerusform>جارٍ تصدير عنصر واحد</numerusform>
                <numerusform>جارٍ تصدير عنصرين</numerusform>
                <numerusform>جارٍ تصدير %n عناصر</numerusform>
                <numerusform>جارٍ تصدير %n عنصرًا</numerusform>
                <numerusform>جارٍ تصدير %n عنصر</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/transfers.py" />
            <source>%n files not transferred</source>
            <extracomment>For one: %n file not transferred</extracomment>
            <translation>
                <numerusform>نُقلت كل الملفات</numerusform>
                <numerusform>ملف واحد لم يُنقل</numerusform>
                <numerusform>ملفان لم يُنقلا</numerusform>
                <numerusform>%n ملفات لم تُنقل</numerusform>
                <numerusform>%n ملفًا لم يُنقل</numerusform>
                <numerusform>%n ملف لم يُنقل</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Imported {what}, {size}.</source>
            <translation>استُورد {what}، {size}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/transfers.py" />
            <source>%n files could not be read or written.</source>
            <extracomment>For one: %n file could not be read or written.</extracomment>
            <translation>
                <numerusform>قُرئت كل الملفات وكُتبت.</numerusform>
                <numerusform>تعذرت قراءة ملف واحد أو كتابته.</numerusform>
                <numerusform>تعذرت قراءة ملفين أو كتابتهما.</numerusform>
                <numerusform>تعذرت قراءة %n ملفات أو كتابتها.</numerusform>
                <numerusform>تعذرت قراءة %n ملفًا أو كتابتها.</numerusform>
                <numerusform>تعذرت قراءة %n ملف أو كتابتها.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Details…</source>
            <translation>التفاصيل…</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Not transferred</source>
            <translation>لم تُنقل</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Files that were not transferred</source>
            <translation>ملفات لم تُنقل</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Cancelled; nothing was imported.</source>
            <translation>أُلغي؛ لم يُستورد شيء.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Nothing was imported.</source>
            <translation>لم يُستورد شيء.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Move originals to the trash</source>
            <translation>نقل الأصول إلى سلة المهملات</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Moving originals to the trash</source>
            <translation>جارٍ نقل الأصول إلى سلة المهملات</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Cancelled; files that were complete are there.</source>
            <translation>أُلغي؛ الملفات التي اكتملت موجودة.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/transfers.py" />
            <source>%n files skipped.</source>
            <extracomment>For one: %n file skipped.</extracomment>
            <translation>
                <numerusform>لم يُتخطَّ شيء.</numerusform>
                <numerusform>تُخطي ملف واحد.</numerusform>
                <numerusform>تُخطي ملفان.</numerusform>
                <numerusform>تُخطيت %n ملفات.</numerusform>
                <numerusform>تُخطي %n ملفًا.</numerusform>
                <numerusform>تُخطي %n ملف.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Everything else was. These are unchanged where they were.</source>
            <translation>نُقل كل ما عداها. بقيت هذه كما كانت في أماكنها.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Importing “{name}”</source>
            <translation>جارٍ استيراد «{name}»</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>The originals are still where they were, unencrypted.</source>
            <translation>ما زالت الأصول حيث كانت من دون تشفير.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>The originals are in the desktop's trash. Empty it to delete them for good.</source>
            <translation>الأصول في سلة مهملات سطح المكتب. أفرغها لحذفها نهائيًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Exporting “{name}”</source>
            <translation>جارٍ تصدير «{name}»</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Exported {what}, {size}.</source>
            <translation>صُدّر {what}، {size}.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>{files} and {folders}</source>
            <translation>{files} و{folders}</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>“{name}”</source>
            <translation>«{name}»</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Could not be moved to the trash: {names}.</source>
            <translation>تعذر النقل إلى سلة المهملات: {names}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/trash_dialog.py" />
            <source>%n entries. They take space until the trash is emptied.</source>
            <extracomment>For one: %n entry. It takes space until the trash is emptied.</extracomment>
            <translation>
                <numerusform>لا عناصر.</numerusform>
                <numerusform>عنصر واحد. يشغل مساحة إلى أن تُفرغ سلة المهملات.</numerusform>
                <numerusform>عنصران. يشغلان مساحة إلى أن تُفرغ سلة المهملات.</numerusform>
                <numerusform>%n عناصر. تشغل مساحة إلى أن تُفرغ سلة المهملات.</numerusform>
                <numerusform>%n عنصرًا. تشغل مساحة إلى أن تُفرغ سلة المهملات.</numerusform>
                <numerusform>%n عنصر. تشغل مساحة إلى أن تُفرغ سلة المهملات.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Trash</source>
            <translation>سلة المهملات</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Loading…</source>
            <translation>جارٍ التحميل…</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>The trash is empty.</source>
            <translation>سلة المهملات فارغة.</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Put back</source>
            <translation>إعادة إلى مكانه</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Empty trash</source>
            <translation>إفراغ سلة المهملات</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <location filename="../../app/widgets/theme.py" />
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Where it was</source>
            <translation>مكانه السابق</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Deleted</source>
            <translation>تاريخ الحذف</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/trash_dialog.py" />
            <source>The latest %n are shown.</source>
            <extracomment>For one: The latest is shown.</extracomment>
            <translation>
                <numerusform>لا يُعرض شيء.</numerusform>
                <numerusform>يُعرض أحدثها.</numerusform>
                <numerusform>يُعرض أحدث اثنين.</numerusform>
                <numerusform>تُعرض أحدث %n عناصر.</numerusform>
                <numerusform>يُعرض أحدث %n عنصرًا.</numerusform>
                <numerusform>يُعرض أحدث %n عنصر.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Remember the passphrase (the keyring does not answer)</source>
            <translation>تذكر عبارة المرور (حلقة المفاتيح لا تستجيب)</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Remember the passphrase (this desktop has no keyring)</source>
            <translation>تذكر عبارة المرور (لا حلقة مفاتيح في سطح المكتب هذا)</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Remember the passphrase (the keyring here is not encrypted)</source>
            <translation>تذكر عبارة المرور (حلقة المفاتيح هنا غير مشفرة)</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Use a keyfile</source>
            <translation>استخدام ملف مفتاح</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Use this device</source>
            <translation>استخدام هذا الجهاز</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Use a security key</source>
            <translation>استخدام مفتاح أمان</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>This is a recovery key, but not one of this vault.</source>
            <translation>هذا مفتاح استرداد، لكنه ليس لهذه الخزنة.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>That did not open the vault. Check the keyfile, and the passphrase.</source>
            <translation>لم يفتح ذلك الخزنة. تحقق من ملف المفتاح ومن عبارة المرور.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>This device does not open the vault any more. Try another way.</source>
            <translation>لم يعد هذا الجهاز يفتح الخزنة. جرّب طريقة أخرى.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Remember the passphrase in the keyring</source>
            <translation>تذكر عبارة المرور في حلقة المفاتيح</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>The saved passphrase does not open this vault any more; it was forgotten.</source>
            <translation>لم تعد عبارة المرور المحفوظة تفتح هذه الخزنة؛ فنُسيت.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Other ways…</source>
            <translation>طرق أخرى…</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>The vault is busy; try again in a moment.</source>
            <translation>الخزنة مشغولة؛ حاول بعد لحظة.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Unlock {vault}</source>
            <translation>فتح قفل {vault}</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>The passphrase was taken from the keyring.</source>
            <translation>أُخذت عبارة المرور من حلقة المفاتيح.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>The vault stays locked. Nothing was written to it.</source>
            <translation>تبقى الخزنة مقفلة. لم يُكتب فيها شيء.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Passphrase, if it takes one too</source>
            <translation>عبارة المرور، إن لزمت أيضًا</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Enter the passphrase of this vault.</source>
            <translation>أدخل عبارة مرور هذه الخزنة.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Unlock with the recovery key</source>
            <translation>فتح القفل بمفتاح الاسترداد</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>The 14 groups that you kept when the vault was made, or the same in words; case and dashes do not matter.</source>
            <translation>المجموعات الأربع عشرة التي حفظتها عند إنشاء الخزنة، أو الكلمات المقابلة لها؛ لا تهم حالة الأحرف ولا الشرطات.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Unlock with a keyfile</source>
            <translation>الفتح بملف مفتاح</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>The file that this vault was given as a key. It is only read.</source>
            <translation>الملف الذي أُعطي لهذه الخزنة مفتاحًا. يُقرأ فقط.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Unlock with this device</source>
            <translation>الفتح بهذا الجهاز</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>This device has a key of its own for this vault; nothing has to be typed.</source>
            <translation>لهذا الجهاز مفتاح خاص بهذه الخزنة؛ لا حاجة إلى كتابة شيء.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Unlock with a security key</source>
            <translation>الفتح بمفتاح أمان</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Plug it in, and touch it when it blinks.</source>
            <translation>أدخله في المنفذ، والمسه عندما يومض.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Unlock “{vault}”</source>
            <translation>فتح قفل «{vault}»</translation>
        </message>
        <message>
            <location filename="../../app/views/vault_menu.py" />
            <source>Settings…</source>
            <translation>الإعدادات…</translation>
        </message>
        <message>
            <location filename="../../app/views/vault_menu.py" />
            <source>Remove from the list</source>
            <translation>إزالة من القائمة</translation>
        </message>
        <message>
            <location filename="../../app/views/vault_menu.py" />
            <source>Forget the saved passphrase</source>
            <translation>نسيان عبارة المرور المحفوظة</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>Something in the vault has lost content.</source>
            <translation>فُقد شيء من محتوى الخزنة.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>The vault is healthy: every piece is as it should be.</source>
            <translation>الخزنة سليمة: كل قطعة كما ينبغي.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/verdicts.py" />
            <source>Reading met %n damaged pieces.</source>
            <extracomment>For one: Reading met %n damaged piece.</extracomment>
            <translation>
                <numerusform>لم تصادف القراءة ضررًا.</numerusform>
                <numerusform>صادفت القراءة قطعة متضررة.</numerusform>
                <numerusform>صادفت القراءة قطعتين متضررتين.</numerusform>
                <numerusform>صادفت القراءة %n قطع متضررة.</numerusform>
                <numerusform>صادفت القراءة %n قطعة متضررة.</numerusform>
                <numerusform>صادفت القراءة %n قطعة متضررة.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>Check the vault to see what else is damaged.</source>
            <translation>افحص الخزنة لترى ما هو متضرر أيضًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>This vault has not been checked yet.</source>
            <translation>لم تُفحص هذه الخزنة بعد.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>A check reads and verifies every piece in use. It does not disturb your work.</source>
            <translation>يقرأ الفحص كل قطعة مستخدمة ويتحقق منها. لا يعيق عملك.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/verdicts.py" />
            <source>%n files have lost content.</source>
            <extracomment>For one: %n file has lost content.</extracomment>
            <translation>
                <numerusform>لم يُفقد محتوى.</numerusform>
                <numerusform>فقد ملف واحد محتوى.</numerusform>
                <numerusform>فقد ملفان محتوى.</numerusform>
                <numerusform>فقدت %n ملفات محتوى.</numerusform>
                <numerusform>فقد %n ملفًا محتوى.</numerusform>
                <numerusform>فقد %n ملف محتوى.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>Nothing is lost. Some pieces are damaged and can be repaired.</source>
            <translation>لم يُفقد شيء. بعض القطع متضررة ويمكن إصلاحها.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>The check was cancelled; so far all is well.</source>
            <translation>أُلغي الفحص؛ كل شيء سليم حتى الآن.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>Everything was repaired. The vault is healthy.</source>
            <translation>أُصلح كل شيء. الخزنة سليمة.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>The vault was healthy when it was last checked.</source>
            <translation>كانت الخزنة سليمة عند آخر فحص.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Passphrase again</source>
            <translation>عبارة المرور مرة أخرى</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Name, such as “Laptop” (may be left out)</source>
            <translation>اسم، مثل «حاسوب محمول» (يمكن تركه)</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Add a way to open this vault</source>
            <translation>إضافة طريقة لفتح هذه الخزنة</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Change this way</source>
            <translation>تغيير هذه الطريقة</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Key:</source>
            <translation>المفتاح:</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Add</source>
            <translation>إضافة</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Change</source>
            <translation>تغيير</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Rename this way</source>
            <translation>إعادة تسمية هذه الطريقة</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Keep the new recovery key</source>
            <translation>احتفظ بمفتاح الاستعادة الجديد</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>It is shown only now, and stored nowhere. Write it down, and keep it where the vault is not. The recovery key before it opens nothing any more.</source>
            <translation>يظهر الآن فقط ولا يُحفظ في أي مكان. اكتبه واحتفظ به في غير مكان الخزنة. أما مفتاح الاستعادة السابق فلا يفتح شيئًا بعد الآن.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Ways to open this vault</source>
            <translation>طرق فتح هذه الخزنة</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Add…</source>
            <translation>إضافة…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Rename…</source>
            <translation>إعادة التسمية…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Change…</source>
            <translation>تغيير…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Remove…</source>
            <translation>إزالة…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>New recovery key…</source>
            <translation>مفتاح استعادة جديد…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>New key for the vault…</source>
            <translation>مفتاح جديد للخزنة…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Moving to the new key</source>
            <translation>الانتقال إلى المفتاح الجديد</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Make a new recovery key?</source>
            <translation>إنشاء مفتاح استعادة جديد؟</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>The one that you have kept opens nothing any more as soon as the new one is made.</source>
            <translation>المفتاح الذي احتفظت به لن يفتح شيئًا حالما يُنشأ الجديد.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Make it</source>
            <translation>إنشاء</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>The old key is kept for what cannot be read any more: {names}. Repair the vault, or delete these files.</source>
            <translation>يُحتفظ بالمفتاح القديم لما لم تعد قراءته ممكنة: {names}. أصلح الخزنة أو احذف هذه الملفات.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Changing the ways in</source>
            <translation>تغيير طرق الفتح</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Since</source>
            <translation>منذ</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Any of them opens it. Changing or removing one is done at once and encrypts nothing again, so an old copy of the vault still opens with what it had then. To end that, give the vault a new key.</source>
            <translation>أي منها يفتحها. تغيير إحداها أو إزالتها يتم فورًا ولا يعيد تشفير شيء، ولذلك تظل نسخة قديمة من الخزنة تُفتح بما كان لها حينئذ. لإنهاء ذلك أعطِ الخزنة مفتاحًا جديدًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Moving to the new key…</source>
            <translation>جارٍ الانتقال إلى المفتاح الجديد…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>{name} (opened with it)</source>
            <translation>{name} (فُتحت به)</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Remove “{name}”?</source>
            <translation>إزالة «{name}»؟</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Everything is under the new key; the old one opens nothing.</source>
            <translation>كل شيء تحت المفتاح الجديد؛ والقديم لا يفتح شيئًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Moving to the new key: {percent} %</source>
            <translation>الانتقال إلى المفتاح الجديد: {percent} %</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>The move to the new key has stopped; it is tried again by itself.</source>
            <translation>توقف الانتقال إلى المفتاح الجديد؛ وتُعاد المحاولة تلقائيًا.</translation>
        </message>
        <message>
            <location filename="../../app/views/welcome_page.py" />
            <source>Welcome to SigmaVault</source>
            <translation>مرحبًا بك في SigmaVault</translation>
        </message>
        <message>
            <location filename="../../app/views/welcome_page.py" />
            <source>A vault is an encrypted folder that shows nothing and loses nothing. Create your first one, or add one that you have; you can also drop its folder here.</source>
            <translation>الخزنة مجلد مشفر لا يُظهر شيئًا ولا يفقد شيئًا. أنشئ خزنتك الأولى، أو أضف خزنة لديك؛ يمكنك أيضًا إفلات مجلدها هنا.</translation>
        </message>
        <message>
            <location filename="../../app/views/welcome_page.py" />
            <source>Create a vault…</source>
            <translation>إنشاء خزنة…</translation>
        </message>
        <message>
            <location filename="../../app/widgets/banner.py" />
            <source>Dismiss</source>
            <translation>إخفاء</translation>
        </message>
        <message>
            <location filename="../../app/widgets/breadcrumb.py" />
            <source>Path</source>
            <translation>المسار</translation>
        </message>
        <message>
            <location filename="../../app/widgets/breadcrumb.py" />
            <source>Go to {name}</source>
            <translation>الانتقال إلى {name}</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>nothing but noise</source>
            <translation>ضجيج فقط</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>in use</source>
            <translation>مستخدم</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>full</source>
            <translation>ممتلئ</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>was damaged, is repaired</source>
            <translation>كان متضررًا وأُصلح</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>damaged, can be repaired</source>
            <translation>متضرر ويمكن إصلاحه</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>damaged beyond repair</source>
            <translation>متضرر ولا يمكن إصلاحه</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>Map of the vault</source>
            <translation>خريطة الخزنة</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>Group {group}, file {file}: {state}</source>
            <translation>المجموعة {group}، الملف {file}: {state}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/widgets/job_bar.py" />
            <source>{done} of %n rows</source>
            <extracomment>For one: {done} of %n row</extracomment>
            <translation>
                <numerusform>{done} من لا صفوف</numerusform>
                <numerusform>{done} من صف واحد</numerusform>
                <numerusform>{done} من صفين</numerusform>
                <numerusform>{done} من %n صفوف</numerusform>
                <numerusform>{done} من %n صفًا</numerusform>
                <numerusform>{done} من %n صف</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>a moment left</source>
            <translation>بقيت لحظة</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/widgets/job_bar.py" />
            <source>%n more waiting</source>
            <translation>
                <numerusform>لا مهام في الانتظار</numerusform>
                <numerusform>مهمة أخرى في الانتظار</numerusform>
                <numerusform>مهمتان أخريان في الانتظار</numerusform>
                <numerusform>%n مهام أخرى في الانتظار</numerusform>
                <numerusform>%n مهمة أخرى في الانتظار</numerusform>
                <numerusform>%n مهمة أخرى في الانتظار</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>Go on</source>
            <translation>متابعة</translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>Pause</source>
            <translation>إيقاف مؤقت</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/widgets/job_bar.py" />
            <source>{done} of %n items</source>
            <extracomment>For one: {done} of %n item</extracomment>
            <translation>
                <numerusform>{done} من لا عناصر</numerusform>
                <numerusform>{done} من عنصر واحد</numerusform>
                <numerusform>{done} من عنصرين</numerusform>
                <numerusform>{done} من %n عناصر</numerusform>
                <numerusform>{done} من %n عنصرًا</numerusform>
                <numerusform>{done} من %n عنصر</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>{hours} h left</source>
            <translation>بقي {hours} س</translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>{seconds} s left</source>
            <translation>بقي {seconds} ث</translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>{minutes} min left</source>
            <translation>بقي {minutes} د</translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>paused</source>
            <translation>متوقف مؤقتًا</translation>
        </message>
        <message>
            <location filename="../../app/widgets/keyfile.py" />
            <source>Choose the keyfile</source>
            <translation>اختيار ملف المفتاح</translation>
        </message>
        <message>
            <location filename="../../app/widgets/passphrase.py" />
            <source>Show passphrase</source>
            <translation>إظهار عبارة المرور</translation>
        </message>
        <message>
            <location filename="../../app/widgets/passphrase.py" />
            <source>Hide passphrase</source>
            <translation>إخفاء عبارة المرور</translation>
        </message>
        <message>
            <location filename="../../app/widgets/path_edit.py" />
            <source>Path of a folder in the vault</source>
            <translation>مسار مجلد في الخزنة</translation>
        </message>
        <message>
            <location filename="../../app/widgets/strength.py" />
            <source>Strength of the passphrase</source>
            <translation>قوة عبارة المرور</translation>
        </message>
    </context>
</TS>
