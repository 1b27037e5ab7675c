<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>SigmaVault</name>
        <message>
            <location filename="../../app/gui/application.py" />
            <source>Quit while something runs?</source>
            <translation>Beenden, während etwas läuft?</translation>
        </message>
        <message>
            <location filename="../../app/gui/application.py" />
            <source>Cancel it and quit</source>
            <translation>Abbrechen und beenden</translation>
        </message>
        <message>
            <location filename="../../app/gui/application.py" />
            <location filename="../../app/views/open_page.py" />
            <source>{job} is not done. It is cancelled, and leaves nothing half done.</source>
            <translation>{job}: noch nicht fertig. Es wird abgebrochen und hinterlässt nichts Halbes.</translation>
        </message>
        <message>
            <location filename="../../app/gui/main.py" />
            <source>There is no display to open the window on. The commands work without one.</source>
            <translation>Es gibt keinen Bildschirm für das Fenster. Die Befehle gehen auch ohne.</translation>
        </message>
        <message>
            <location filename="../../app/gui/main.py" />
            <source>The window needs PySide6, which is not installed. The commands work without it.</source>
            <translation>Das Fenster braucht PySide6, das nicht installiert ist. Die Befehle gehen auch ohne.</translation>
        </message>
        <message>
            <location filename="../../app/gui/main.py" />
            <source>The window over your vaults.</source>
            <translation>Das Fenster über Ihre Tresore.</translation>
        </message>
        <message>
            <location filename="../../app/gui/main.py" />
            <source>A vault's folder, or the file vault.sigma in it: added to the list, and opened.</source>
            <translation>Der Ordner eines Tresors oder die Datei vault.sigma darin: kommt in die Liste und wird geöffnet.</translation>
        </message>
        <message>
            <location filename="../../app/gui/main.py" />
            <source>Start without a window; in the tray, or until started again.</source>
            <translation>Ohne Fenster starten; im Infobereich, oder bis zum nächsten Aufruf.</translation>
        </message>
        <message>
            <location filename="../../app/gui/sleep.py" />
            <source>Locking vaults</source>
            <translation>Tresore werden gesperrt</translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <source>Show SigmaVault</source>
            <translation>SigmaVault anzeigen</translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <location filename="../../app/views/main_window.py" />
            <source>Lock all</source>
            <translation>Alle sperren</translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <location filename="../../app/views/main_window.py" />
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/gui/tray.py" />
            <source>SigmaVault: %n vaults unlocked</source>
            <extracomment>For one: SigmaVault: %n vault unlocked</extracomment>
            <translation>
                <numerusform>SigmaVault: %n Tresor entsperrt</numerusform>
                <numerusform>SigmaVault: %n Tresore entsperrt</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <source>SigmaVault: all vaults locked</source>
            <translation>SigmaVault: alle Tresore gesperrt</translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <source>SigmaVault is still running</source>
            <translation>SigmaVault läuft weiter</translation>
        </message>
        <message>
            <location filename="../../app/gui/tray.py" />
            <source>Unlocked vaults stay open. Use the icon in the tray to lock them or to quit.</source>
            <translation>Entsperrte Tresore bleiben offen. Über das Symbol im Infobereich lassen sie sich sperren, oder SigmaVault beenden.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>seconds</source>
            <translation>Sekunden</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>minutes</source>
            <translation>Minuten</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>hours</source>
            <translation>Stunden</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>days</source>
            <translation>Tage</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>months</source>
            <translation>Monate</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>years</source>
            <translation>Jahre</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>centuries</source>
            <translation>Jahrhunderte</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Add a few more unrelated words.</source>
            <translation>Hängen Sie noch ein paar beliebige Wörter an.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>{machines} machines like this one take {time} to guess it.</source>
            <translation>{machines} Rechner wie dieser brauchen {time}, um sie zu erraten.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Straight rows of keys are easy to guess.</source>
            <translation>Gerade Tastenreihen sind leicht zu erraten.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Short keyboard patterns are easy to guess.</source>
            <translation>Kurze Tastaturmuster sind leicht zu erraten.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Repeats like "aaa" are easy to guess.</source>
            <translation>Wiederholungen wie „aaa“ sind leicht zu erraten.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Repeats like "abcabcabc" are only slightly harder to guess than "abc".</source>
            <translation>Wiederholungen wie „abcabcabc“ sind kaum schwerer zu erraten als „abc“.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Sequences like "abc" or "6543" are easy to guess.</source>
            <translation>Folgen wie „abc“ oder „6543“ sind leicht zu erraten.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Recent years are easy to guess.</source>
            <translation>Jahreszahlen der letzten Zeit sind leicht zu erraten.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Dates are often easy to guess.</source>
            <translation>Datumsangaben sind oft leicht zu erraten.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>This is a top-10 common password.</source>
            <translation>Das ist eines der zehn häufigsten Passwörter.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>This is a top-100 common password.</source>
            <translation>Das ist eines der hundert häufigsten Passwörter.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>This is a very common password.</source>
            <translation>Das ist ein sehr häufiges Passwort.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>This is similar to a commonly used password.</source>
            <translation>Das ähnelt einem häufigen Passwort.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>A word by itself is easy to guess.</source>
            <translation>Ein einzelnes Wort ist leicht zu erraten.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Names and surnames by themselves are easy to guess.</source>
            <translation>Vor- und Nachnamen allein sind leicht zu erraten.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>Common names and surnames are easy to guess.</source>
            <translation>Häufige Vor- und Nachnamen sind leicht zu erraten.</translation>
        </message>
        <message>
            <location filename="../../app/jobs/strength.py" />
            <source>more than {years} years</source>
            <translation>mehr als {years} Jahre</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <location filename="../../app/views/benchmark_charts.py" />
            <source>Benchmark</source>
            <translation>Messung</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>Median</source>
            <translation>Median</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>Spread</source>
            <translation>Spanne</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>Compared with</source>
            <translation>Verglichen mit</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>Times better</source>
            <translation>Um wie viel besser</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <location filename="../../app/text/benchmarks.py" />
            <location filename="../../app/views/benchmark_charts.py" />
            <source>Plain disk</source>
            <translation>Reiner Datenträger</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>Vault to plain</source>
            <translation>Tresor zu Datenträger</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>better</source>
            <translation>besser</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>worse</source>
            <translation>schlechter</translation>
        </message>
        <message>
            <location filename="../../app/models/benchmark_table.py" />
            <source>{low} to {high}</source>
            <translation>{low} bis {high}</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <location filename="../../app/views/creation/place_page.py" />
            <location filename="../../app/views/settings_dialog.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <location filename="../../app/views/ways_page.py" />
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <location filename="../../app/views/trash_dialog.py" />
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <source>Modified</source>
            <translation>Geändert</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <location filename="../../app/views/ways_page.py" />
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Pipe</source>
            <translation>Pipe</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Link</source>
            <translation>Verknüpfung</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Socket</source>
            <translation>Socket</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Locked with a second passphrase</source>
            <translation>Mit zweiter Passphrase abgeschlossen</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>Second lock, open for this session</source>
            <translation>Zweites Schloss, für diese Sitzung offen</translation>
        </message>
        <message>
            <location filename="../../app/models/entry_model.py" />
            <source>{extension} file</source>
            <translation>{extension}-Datei</translation>
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
            <translation>, </translation>
        </message>
        <message>
            <location filename="../../app/models/session.py" />
            <source>Unlocking</source>
            <translation>Wird entsperrt</translation>
        </message>
        <message>
            <location filename="../../app/models/session.py" />
            <source>Locking</source>
            <translation>Wird gesperrt</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Not found</source>
            <translation>Nicht gefunden</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <location filename="../../app/views/health_page.py" />
            <source>Damaged</source>
            <translation>Beschädigt</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Locked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Unlocking…</source>
            <translation>Wird entsperrt…</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Unlocked</source>
            <translation>Entsperrt</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Mounted</source>
            <translation>Eingehängt</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Mounted, read-only</source>
            <translation>Eingehängt, nur lesbar</translation>
        </message>
        <message>
            <location filename="../../app/models/state.py" />
            <source>Busy</source>
            <translation>Beschäftigt</translation>
        </message>
        <message>
            <location filename="../../app/models/tree.py" />
            <source>More in the list</source>
            <translation>Weitere in der Liste</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Undo rename</source>
            <translation>Umbenennen rückgängig machen</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Redo rename</source>
            <translation>Umbenennen wiederholen</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Undo move</source>
            <translation>Verschieben rückgängig machen</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Redo move</source>
            <translation>Verschieben wiederholen</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Undo delete</source>
            <translation>Löschen rückgängig machen</translation>
        </message>
        <message>
            <location filename="../../app/models/undo.py" />
            <source>Redo delete</source>
            <translation>Löschen wiederholen</translation>
        </message>
        <message>
            <location filename="../../app/models/vaults.py" />
            <source>{vault}, {state}</source>
            <translation>{vault}, {state}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Cryptography</source>
            <translation>Kryptografie</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Scatter</source>
            <translation>Streuung</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>File system</source>
            <translation>Dateisystem</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>BLAKE2b of {size}</source>
            <translation>BLAKE2b über {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>SHA-256 of {size}</source>
            <translation>SHA-256 über {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>HMAC-SHA-256 of {size}</source>
            <translation>HMAC-SHA-256 über {size}</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>AES-256-GCM, seal {size}</source>
            <translation>AES-256-GCM, {size} versiegeln</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>AES-256-GCM, open {size}</source>
            <translation>AES-256-GCM, {size} öffnen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Argon2id at its least cost</source>
            <translation>Argon2id mit geringstem Aufwand</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Argon2id as for a new vault</source>
            <translation>Argon2id wie für einen neuen Tresor</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Deriving the keys of a vault</source>
            <translation>Die Schlüssel eines Tresors ableiten</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Coordinates</source>
            <translation>Koordinaten</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Projection to a row</source>
            <translation>Abbildung auf eine Reihe</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Mix {size}</source>
            <translation>{size} mischen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Unmix {size}</source>
            <translation>{size} entmischen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Mix a run of rows</source>
            <translation>Einen Lauf von Reihen mischen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Unmix a run of rows</source>
            <translation>Einen Lauf von Reihen entmischen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Reed-Solomon, encode</source>
            <translation>Reed-Solomon, kodieren</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Reed-Solomon, rebuild two lanes</source>
            <translation>Reed-Solomon, zwei Spuren wiederherstellen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Scatter {size}</source>
            <translation>{size} streuen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Gather {size}</source>
            <translation>{size} sammeln</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Sequential write and fsync, {size}</source>
            <translation>{size} der Reihe nach schreiben und fsync</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Sequential read, {size}</source>
            <translation>{size} der Reihe nach lesen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Random read, {size}</source>
            <translation>{size} verstreut lesen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Random write and fsync, {size}</source>
            <translation>{size} verstreut schreiben und fsync</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Create small files</source>
            <translation>Kleine Dateien anlegen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>List folders</source>
            <translation>Ordner auflisten</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Stat small files</source>
            <translation>Kleine Dateien: stat</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Read small files</source>
            <translation>Kleine Dateien lesen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Remove small files</source>
            <translation>Kleine Dateien löschen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Create a small file and fsync</source>
            <translation>Eine kleine Datei anlegen und fsync</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>git clone</source>
            <translation>git clone</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>tar x of a source tree</source>
            <translation>tar x eines Quelltextbaums</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>cp -a of a source tree</source>
            <translation>cp -a eines Quelltextbaums</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>SQLite commits</source>
            <translation>Commits in SQLite</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Create small files, 4 clients</source>
            <translation>Kleine Dateien anlegen, 4 Programme</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Read small files, 4 clients</source>
            <translation>Kleine Dateien lesen, 4 Programme</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: sequential write and fsync, {size}</source>
            <translation>API: {size} der Reihe nach schreiben und fsync</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: sequential read, {size}</source>
            <translation>API: {size} der Reihe nach lesen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: random read, {size}</source>
            <translation>API: {size} verstreut lesen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: random write and fsync, {size}</source>
            <translation>API: {size} verstreut schreiben und fsync</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: create small files</source>
            <translation>API: kleine Dateien anlegen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: list folders</source>
            <translation>API: Ordner auflisten</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: stat small files</source>
            <translation>API: kleine Dateien: stat</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: read small files</source>
            <translation>API: kleine Dateien lesen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: remove small files</source>
            <translation>API: kleine Dateien löschen</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: create a small file and fsync</source>
            <translation>API: eine kleine Datei anlegen und fsync</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>API: import a folder</source>
            <translation>API: einen Ordner importieren</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Metadata lookup at {files} files</source>
            <translation>Metadaten nachschlagen bei {files} Dateien</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Transaction commit at {files} files</source>
            <translation>Transaktion abschließen bei {files} Dateien</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Unlock at {files} files</source>
            <translation>Entsperren bei {files} Dateien</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Memory after unlocking at {files} files</source>
            <translation>Speicher nach dem Entsperren bei {files} Dateien</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Memory, one large file</source>
            <translation>Speicher, eine große Datei</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>Memory, small files</source>
            <translation>Speicher, kleine Dateien</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>FUSE is not available on this machine</source>
            <translation>FUSE steht auf diesem Rechner nicht zur Verfügung</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>git is not installed</source>
            <translation>git ist nicht installiert</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>tar is not installed</source>
            <translation>tar ist nicht installiert</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>there is no cp</source>
            <translation>es gibt kein cp</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>too large for a quick run</source>
            <translation>zu groß für einen kurzen Lauf</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>the disk has no room for it</source>
            <translation>der Datenträger hat keinen Platz dafür</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>the system does not tell what a program takes</source>
            <translation>das System verrät nicht, was ein Programm braucht</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>the system does not permit to mount</source>
            <translation>das System erlaubt das Einhängen nicht</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <location filename="../../app/text/reasons.py" />
            <source>the mount did not become usable</source>
            <translation>das Laufwerk wurde nicht benutzbar</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>cold</source>
            <translation>kalt</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>warm</source>
            <translation>warm</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <location filename="../../app/views/benchmark_charts.py" />
            <location filename="../../app/views/creation/place_page.py" />
            <source>Vault</source>
            <translation>Tresor</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>{benchmark}, {caches}</source>
            <translation>{benchmark}, {caches}</translation>
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
            <translation>{amount} MB/s</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>{amount} MB</source>
            <translation>{amount} MB</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <location filename="../../app/widgets/job_bar.py" />
            <source>{amount}/s</source>
            <translation>{amount}/s</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>{amount} s</source>
            <translation>{amount} s</translation>
        </message>
        <message>
            <location filename="../../app/text/benchmarks.py" />
            <source>{amount} ms</source>
            <translation>{amount} ms</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Operation not permitted</source>
            <translation>Das ist nicht erlaubt</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No such file or directory</source>
            <translation>Datei oder Ordner nicht gefunden</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Input/output error</source>
            <translation>Ein-/Ausgabefehler</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No such device or address</source>
            <translation>Gerät oder Adresse nicht gefunden</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Permission denied</source>
            <translation>Keine Berechtigung</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Device or resource busy</source>
            <translation>Gerät oder Ressource ist belegt</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>File exists</source>
            <translation>Die Datei existiert bereits</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No such device</source>
            <translation>Kein solches Gerät</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Not a directory</source>
            <translation>Ist kein Ordner</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Is a directory</source>
            <translation>Ist ein Ordner</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Invalid argument</source>
            <translation>Ungültiges Argument</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Too many open files</source>
            <translation>Zu viele offene Dateien</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>File too large</source>
            <translation>Die Datei ist zu groß</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No space left on device</source>
            <translation>Auf dem Gerät ist kein Platz mehr</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Read-only file system</source>
            <translation>Das Dateisystem ist nur lesbar</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>File name too long</source>
            <translation>Der Dateiname ist zu lang</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Directory not empty</source>
            <translation>Der Ordner ist nicht leer</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Too many levels of symbolic links</source>
            <translation>Zu viele symbolische Verknüpfungen</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Connection timed out</source>
            <translation>Zeitüberschreitung</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Disk quota exceeded</source>
            <translation>Das Speicherkontingent ist erschöpft</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Transport endpoint is not connected</source>
            <translation>Der Endpunkt ist nicht verbunden</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>is older than the one that this device saw on {when} (generation {found_generation}, and not {remembered_generation}): it is an older copy, or damage has taken its newest state</source>
            <translation>ist älter als der, den dieses Gerät zuletzt gesehen hat: {when} (Generation {found_generation} statt {remembered_generation}), also eine ältere Kopie, oder ein Schaden hat den neuesten Stand genommen</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault reported an error.</source>
            <translation>Der Tresor hat einen Fehler gemeldet.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>There is no vault at {path}{because}.</source>
            <translation>Unter {path} ist kein Tresor{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{path} is taken: a new vault needs an empty place.</source>
            <translation>{path} ist belegt: Ein neuer Tresor braucht einen leeren Ort.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault has format version {version}, which this version of SigmaVault cannot read.</source>
            <translation>Der Tresor hat die Formatversion {version}, die diese Version von SigmaVault nicht lesen kann.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The header of the vault at {path} is damaged in every copy{because}; `sigmavault header restore` puts a saved one in its place.</source>
            <translation>Der Kopf des Tresors unter {path} ist in jeder Kopie beschädigt{because}; `sigmavault header restore` setzt einen gesicherten ein.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault at {path} has no header: `sigmavault header restore` puts a saved one back. If its creation was interrupted, delete the folder.</source>
            <translation>Der Tresor unter {path} hat keinen Kopf: `sigmavault header restore` setzt einen gesicherten ein. Falls das Anlegen unterbrochen wurde, löschen Sie den Ordner.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{path} holds no header of a vault, or a damaged one{because}.</source>
            <translation>{path} enthält keinen Kopf eines Tresors, oder einen beschädigten{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Nothing in {path} belongs to this header: it is that of another vault, or nothing that its key opens is left.</source>
            <translation>Nichts in {path} gehört zu diesem Kopf: Er ist der eines anderen Tresors, oder nichts ist übrig, das sein Schlüssel öffnet.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This header is of the vault at {path}, but from before its key was changed by `sigmavault rekey`: what it opens is not in the vault any more, or goes from it.</source>
            <translation>Dieser Kopf gehört zum Tresor in {path}, stammt aber aus der Zeit, bevor `sigmavault rekey` dessen Schlüssel gewechselt hat: Was er öffnet, ist nicht mehr im Tresor oder verschwindet gerade daraus.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This vault {is_no_continuation}; nothing was written to it. Look at it with --read-only, and save its files if nobody put another copy there; open it with --accept-rollback only if it was put there on purpose.</source>
            <translation>Dieser Tresor {is_no_continuation}; nichts wurde in ihn geschrieben. Sehen Sie ihn mit --read-only an, und sichern Sie seine Dateien, wenn niemand eine andere Kopie dorthin gelegt hat; öffnen Sie ihn mit --accept-rollback nur, wenn er mit Absicht dorthin kam.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The header of this vault is older than the one that this device saw on {when}: passphrases and recovery keys of that time open it again. Nothing was written to it. Look at it with --read-only, or open it with --accept-rollback if the header was put there on purpose.</source>
            <translation>Der Kopf dieses Tresors ist älter als der, den dieses Gerät zuletzt gesehen hat ({when}): Passphrasen und Wiederherstellungsschlüssel von damals öffnen ihn wieder. Nichts wurde in ihn geschrieben. Sehen Sie ihn mit --read-only an, oder öffnen Sie ihn mit --accept-rollback, wenn der Kopf mit Absicht dorthin kam.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>That does not open this vault: it is not one of its passphrases, keys or keyfiles.</source>
            <translation>Das öffnet diesen Tresor nicht: Es ist keine seiner Passphrasen, keiner seiner Schlüssel und keine seiner Schlüsseldateien.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This is no recovery key: a character is wrong, missing or too many.</source>
            <translation>Das ist kein Wiederherstellungsschlüssel: Ein Zeichen ist falsch, fehlt oder ist zu viel.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This cannot be a passphrase{because}.</source>
            <translation>Das kann keine Passphrase sein{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{path} cannot be a keyfile{because}.</source>
            <translation>{path} kann keine Schlüsseldatei sein{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The key slots stay as they are{because}.</source>
            <translation>Die Schlüsselplätze bleiben, wie sie sind{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault keeps its master key{because}.</source>
            <translation>Der Tresor behält seinen Hauptschlüssel{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This device's secret for the vault cannot be used{because}.</source>
            <translation>Das Geheimnis dieses Geräts für den Tresor lässt sich nicht benutzen{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The security key cannot be used{because}.</source>
            <translation>Der Sicherheitsschlüssel kann nicht verwendet werden{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The cost of the key derivation is out of bounds: {memory_kib} KiB, {passes} passes.</source>
            <translation>Der Aufwand der Schlüsselableitung liegt außerhalb der Grenzen: {memory_kib} KiB, {passes} Durchgänge.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault at {path} is in use by {holder}.</source>
            <translation>Der Tresor unter {path} wird benutzt von: {holder}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault was locked meanwhile.</source>
            <translation>Der Tresor wurde inzwischen gesperrt.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No vault can have this shape{because}.</source>
            <translation>Einen solchen Tresor kann es nicht geben{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The disk refused {place}: {system}{because}.</source>
            <translation>Der Datenträger verweigert {place}: {system}{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>A file of the vault, {place}, is missing or too short: {system}{because}.</source>
            <translation>Eine Datei des Tresors, {place}, fehlt oder ist zu kurz: {system}{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>There is no space left{at_place}.</source>
            <translation>Es ist kein Platz mehr{at_place}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault is open for reading only{because}.</source>
            <translation>Der Tresor ist nur zum Lesen geöffnet{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{place} is damaged and could not be rebuilt.</source>
            <translation>{place} ist beschädigt und konnte nicht wiederhergestellt werden.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Data was lost: {place} has only {good_lanes} good lanes left, fewer than it takes.</source>
            <translation>Daten sind verloren: {place} hat nur noch {good_lanes} gute Spuren, zu wenige.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>No copy of the vault's superblock can be read any more ({place}); `sigmavault salvage` can still get files out.</source>
            <translation>Keine Kopie des Superblocks ist mehr lesbar ({place}); `sigmavault salvage` kann noch Dateien retten.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The vault's index is damaged beyond what its parity repairs ({place}); `sigmavault salvage` can still get files out.</source>
            <translation>Der Index des Tresors ist stärker beschädigt, als seine Parität reparieren kann ({place}); `sigmavault salvage` kann noch Dateien retten.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{place} holds something that is no record of a vault.</source>
            <translation>{place} enthält etwas, das zu keinem Tresor gehört.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The transaction is already {state}.</source>
            <translation>Die Transaktion ist bereits {state}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>The transaction took too long and was rolled back; nothing was changed.</source>
            <translation>Die Transaktion hat zu lange gedauert und wurde zurückgenommen; nichts wurde geändert.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Cancelled; nothing was changed.</source>
            <translation>Abgebrochen; nichts wurde geändert.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: cannot be done.</source>
            <translation>{name}: Das geht nicht.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: no such file or folder in the vault.</source>
            <translation>{name}: Diese Datei oder diesen Ordner gibt es im Tresor nicht.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: exists already.</source>
            <translation>{name}: Das gibt es schon.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: is not a folder.</source>
            <translation>{name}: Das ist kein Ordner.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: is a folder.</source>
            <translation>{name}: Das ist ein Ordner.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: the folder is not empty.</source>
            <translation>{name}: Der Ordner ist nicht leer.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: no entry of a vault can have this name.</source>
            <translation>{name}: So kann im Tresor nichts heißen.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: the name is too long.</source>
            <translation>{name}: Der Name ist zu lang.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: this makes no sense here.</source>
            <translation>{name}: Das ergibt hier keinen Sinn.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: this is not permitted for such a file.</source>
            <translation>{name}: Bei einer solchen Datei ist das nicht erlaubt.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: has as many hard links as a file can have.</source>
            <translation>{name}: Mehr harte Verknüpfungen kann eine Datei nicht haben.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: is larger than a vault can hold.</source>
            <translation>{name}: Das ist größer, als ein Tresor fassen kann.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: was deleted meanwhile.</source>
            <translation>{name}: Das wurde inzwischen gelöscht.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: no such extended attribute.</source>
            <translation>{name}: Dieses erweiterte Attribut gibt es nicht.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: the extended attribute exists already.</source>
            <translation>{name}: Das erweiterte Attribut gibt es schon.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: the extended attribute is too large.</source>
            <translation>{name}: Das erweiterte Attribut ist zu groß.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: there is no data past this place.</source>
            <translation>{name}: Hinter dieser Stelle stehen keine Daten.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: lies under a second lock that is closed.</source>
            <translation>{name}: liegt unter einem zweiten Schloss, das zu ist.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: cannot be moved into this second lock; copy it there and delete it here.</source>
            <translation>{name}: kann nicht unter dieses zweite Schloss verschoben werden; kopieren Sie es dorthin und löschen Sie es hier.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: lies under a second lock already.</source>
            <translation>{name}: liegt schon unter einem zweiten Schloss.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: lies under no second lock.</source>
            <translation>{name}: liegt unter keinem zweiten Schloss.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: its folder lies under a second lock, too; remove that one first.</source>
            <translation>{name}: Der Ordner liegt auch unter einem zweiten Schloss; dieses zuerst entfernen.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{name}: putting it under the second lock was broken off; do it again with the same passphrase to finish it.</source>
            <translation>{name}: das Abschließen mit dem zweiten Schloss wurde abgebrochen; wiederholen Sie es mit derselben Passphrase, um es zu beenden.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This passphrase does not open the second lock.</source>
            <translation>Diese Passphrase öffnet das zweite Schloss nicht.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{place} lies under a second lock and is not as it was left; it cannot be read.</source>
            <translation>{place} liegt unter einem zweiten Schloss und ist nicht so, wie es hinterlassen wurde; es kann nicht gelesen werden.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{mountpoint}: cannot be mounted or unmounted{because}.</source>
            <translation>{mountpoint}: Ein- oder Aushängen geht nicht{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>FUSE is not available on this machine{because}.</source>
            <translation>FUSE steht auf diesem Rechner nicht zur Verfügung{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{mountpoint} is in use{by_holders}; end that and try again.</source>
            <translation>{mountpoint} wird benutzt{by_holders}; beenden Sie das und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>What is salvaged cannot be written to {path}{because}.</source>
            <translation>Was gerettet wird, kann nicht nach {path} geschrieben werden{because}.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>{path} holds no benchmark results.</source>
            <translation>{path} enthält keine Ergebnisse eines Leistungstests.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>This</source>
            <translation>Dies</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>another process</source>
            <translation>einem anderen Prozess</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>is not the one that this device saw on {when}, but a copy that went its own way</source>
            <translation>ist nicht der, den dieses Gerät zuletzt gesehen hat ({when}), sondern eine Kopie, die ihren eigenen Weg ging</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>There is not enough memory.</source>
            <translation>Der Arbeitsspeicher reicht nicht.</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>Internal error, please report it: {error}</source>
            <translation>Interner Fehler, bitte melden: {error}</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>the PIN is wrong; tries left: {retries}</source>
            <translation>die PIN ist falsch; verbleibende Versuche: {retries}</translation>
        </message>
        <message>
            <location filename="../../app/text/errors.py" />
            <source>by {names}</source>
            <translation>von {names}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Not enough is left to rebuild it. Restore the files named here from a backup.</source>
            <translation>Es ist zu wenig übrig, um das wiederherzustellen. Stellen Sie die hier genannten Dateien aus einer Sicherung wieder her.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>one copy of the header is missing, damaged or old</source>
            <translation>eine Kopie des Kopfes fehlt, ist beschädigt oder veraltet</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>the file is {reason}</source>
            <translation>die Datei ist {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>a slot of a superblock is {reason}</source>
            <translation>ein Slot eines Superblocks ist {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>a slot of the index is {reason}</source>
            <translation>ein Slot des Index ist {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>a slot of file data is {reason}</source>
            <translation>ein Slot mit Dateidaten ist {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>in this copy of the journal, a slot is {reason}</source>
            <translation>in dieser Kopie des Journals ist ein Slot {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>changes behind a gap in every copy of the journal are lost</source>
            <translation>Änderungen hinter einer Lücke in jeder Kopie des Journals sind verloren</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>the newest superblock is lost; the vault is as the one before it has it</source>
            <translation>der neueste Superblock ist verloren; der Tresor ist so, wie der vorige ihn kennt</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>the index contradicts itself ({reason})</source>
            <translation>der Index widerspricht sich ({reason})</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>two places of the index name the same row</source>
            <translation>zwei Stellen des Index nennen dieselbe Reihe</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>a row in use is marked as free</source>
            <translation>eine benutzte Reihe gilt als frei</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>rows are marked as used that nothing uses: {reason}</source>
            <translation>Reihen gelten als benutzt, die nichts benutzt: {reason}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>The other copy opens the vault. Repair writes this one anew; until then, do not lose the other one.</source>
            <translation>Die andere Kopie öffnet den Tresor. Reparieren schreibt diese neu; verlieren Sie bis dahin die andere nicht.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Other files make up for it. Repair makes it anew and fills it. If a program that copies the vault's folder has not finished, let it finish first. If something that is not the vault's lies in its place, take that away first.</source>
            <translation>Andere Dateien gleichen das aus. Reparieren legt sie neu an und füllt sie. Falls ein Programm noch dabei ist, den Ordner des Tresors zu kopieren, lassen Sie es erst fertig werden. Falls an der Stelle etwas liegt, das nicht zum Tresor gehört, nehmen Sie es erst weg.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Another copy has the same. Repair writes it anew.</source>
            <translation>Eine andere Kopie enthält dasselbe. Reparieren schreibt sie neu.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>The index still reads. Repair writes what is damaged anew, in another place.</source>
            <translation>Der Index ist noch lesbar. Reparieren schreibt neu, was beschädigt ist, an eine andere Stelle.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>The files still read. Repair writes what is damaged anew, in another place.</source>
            <translation>Die Dateien sind noch lesbar. Reparieren schreibt neu, was beschädigt ist, an eine andere Stelle.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Another copy has the same. Repair writes the journal anew.</source>
            <translation>Eine andere Kopie enthält dasselbe. Reparieren schreibt das Journal neu.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>What was changed after the gap is gone, and the vault is open for reading only. Copy out what you need, and compare it with a backup.</source>
            <translation>Was nach der Lücke geändert wurde, ist weg, und der Tresor ist nur zum Lesen geöffnet. Kopieren Sie heraus, was Sie brauchen, und vergleichen Sie es mit einer Sicherung.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>The vault is as it was a little earlier, and open for reading only. Copy out what you need, and compare it with a backup.</source>
            <translation>Der Tresor ist so, wie er etwas früher war, und nur zum Lesen geöffnet. Kopieren Sie heraus, was Sie brauchen, und vergleichen Sie es mit einer Sicherung.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Names or attributes may be wrong. Copy out what you need, and compare it with a backup.</source>
            <translation>Namen oder Attribute können falsch sein. Kopieren Sie heraus, was Sie brauchen, und vergleichen Sie es mit einer Sicherung.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>One of the two files is wrong. Compare both with a backup.</source>
            <translation>Eine der beiden Dateien ist falsch. Vergleichen Sie beide mit einer Sicherung.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>It may be written over. Copy the vault's content to a new vault.</source>
            <translation>Sie könnte überschrieben werden. Kopieren Sie den Inhalt des Tresors in einen neuen.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>They only take space. Repair gives it back.</source>
            <translation>Sie brauchen nur Platz. Reparieren gibt ihn zurück.</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>missing</source>
            <translation>nicht da</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>cut short</source>
            <translation>abgeschnitten</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>not there: something else lies in its place</source>
            <translation>nicht da: An der Stelle liegt etwas anderes</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>altered</source>
            <translation>verändert</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>an old copy</source>
            <translation>eine alte Kopie</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>unreadable</source>
            <translation>nicht lesbar</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>good</source>
            <translation>gut</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>harmless</source>
            <translation>harmlos</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>can be repaired</source>
            <translation>kann repariert werden</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>CANNOT BE REPAIRED</source>
            <translation>KANN NICHT REPARIERT WERDEN</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Good</source>
            <translation>Gut</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Harmless</source>
            <translation>Harmlos</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>Can be repaired</source>
            <translation>Reparierbar</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <location filename="../../app/views/health_page.py" />
            <source>Lost</source>
            <translation>Verloren</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <location filename="../../app/views/health_page.py" />
            <source>%n findings</source>
            <extracomment>For one: %n finding</extracomment>
            <translation>
                <numerusform>%n Befund</numerusform>
                <numerusform>%n Befunde</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <source>%n rows repaired</source>
            <extracomment>For one: %n row repaired</extracomment>
            <translation>
                <numerusform>%n Reihe repariert</numerusform>
                <numerusform>%n Reihen repariert</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>damaged</source>
            <translation>beschädigt</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>made anew</source>
            <translation>neu angelegt</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>repaired</source>
            <translation>repariert</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <location filename="../../app/text/salvage.py" />
            <location filename="../../app/views/benchmark_words.py" />
            <source>; </source>
            <translation>; </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <source>%n slots of superblocks</source>
            <extracomment>For one: %n slot of superblocks</extracomment>
            <translation>
                <numerusform>%n Slot von Superblöcken</numerusform>
                <numerusform>%n Slots von Superblöcken</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <source>%n slots of the index</source>
            <extracomment>For one: %n slot of the index</extracomment>
            <translation>
                <numerusform>%n Slot des Index</numerusform>
                <numerusform>%n Slots des Index</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <source>%n slots of file data</source>
            <extracomment>For one: %n slot of file data</extracomment>
            <translation>
                <numerusform>%n Slot mit Dateidaten</numerusform>
                <numerusform>%n Slots mit Dateidaten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <source>%n slots of the journal</source>
            <extracomment>For one: %n slot of the journal</extracomment>
            <translation>
                <numerusform>%n Slot des Journals</numerusform>
                <numerusform>%n Slots des Journals</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>, row {row}</source>
            <translation>, Reihe {row}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>, lane {lane}</source>
            <translation>, Spur {lane}</translation>
        </message>
        <message>
            <location filename="../../app/text/findings.py" />
            <source>{slots} in {rows} read and verified in {time}</source>
            <translation>{slots} in {rows} gelesen und geprüft in {time}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <location filename="../../app/text/salvage.py" />
            <source>%n slots</source>
            <extracomment>For one: %n slot</extracomment>
            <translation>
                <numerusform>%n Slot</numerusform>
                <numerusform>%n Slots</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/findings.py" />
            <location filename="../../app/text/salvage.py" />
            <source>%n rows</source>
            <extracomment>For one: %n row</extracomment>
            <translation>
                <numerusform>%n Reihe</numerusform>
                <numerusform>%n Reihen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>what this device remembered is damaged or was altered</source>
            <translation>was dieses Gerät sich gemerkt hat, ist beschädigt oder wurde verändert</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>this device cannot remember vaults; an old copy would not be noticed</source>
            <translation>dieses Gerät kann sich Tresore nicht merken; eine alte Kopie würde nicht bemerkt</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>this device has not seen the vault before</source>
            <translation>dieses Gerät hat den Tresor noch nicht gesehen</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>What this device remembered of the vault is damaged or was altered: if an older copy was put in the vault's place, that was not noticed.</source>
            <translation>Was dieses Gerät sich von dem Tresor gemerkt hat, ist beschädigt oder wurde verändert: Falls eine ältere Kopie an seine Stelle kam, wurde das nicht bemerkt.</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>this device saw generation {generation} on {when}</source>
            <translation>dieses Gerät hat Generation {generation} gesehen: {when}</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>This device cannot remember the state of vaults ({because}): if an older copy is put in the place of one, that will not be noticed.</source>
            <translation>Dieses Gerät kann sich den Stand von Tresoren nicht merken ({because}): Kommt eine ältere Kopie an die Stelle eines Tresors, wird das nicht bemerkt.</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>This vault is older than the one that this device saw on {when}: an older copy, or one whose newest state was damaged. It is open for reading only.</source>
            <translation>Dieser Tresor ist älter als der, den dieses Gerät zuletzt gesehen hat ({when}): eine ältere Kopie, oder eine, deren neuester Stand beschädigt wurde. Er ist nur zum Lesen geöffnet.</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>{seen}, which this copy does not continue</source>
            <translation>{seen}, was diese Kopie nicht fortsetzt</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>The vault's header is older than the one that this device saw on {when}; the vault is open for reading only.</source>
            <translation>Der Kopf des Tresors ist älter als der, den dieses Gerät zuletzt gesehen hat ({when}); der Tresor ist nur zum Lesen geöffnet.</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>This copy of the vault is not the one that this device saw on {when}, it went its own way; it is open for reading only.</source>
            <translation>Diese Kopie des Tresors ist nicht die, die dieses Gerät zuletzt gesehen hat ({when}), sie ging ihren eigenen Weg; sie ist nur zum Lesen geöffnet.</translation>
        </message>
        <message>
            <location filename="../../app/text/memory.py" />
            <source>{seen}; an older copy was accepted on {when}</source>
            <translation>{seen}; eine ältere Kopie wurde angenommen: {when}</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} KiB</source>
            <translation>{amount} KiB</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} MiB</source>
            <translation>{amount} MiB</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} GiB</source>
            <translation>{amount} GiB</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} TiB</source>
            <translation>{amount} TiB</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} PiB</source>
            <translation>{amount} PiB</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} EiB</source>
            <translation>{amount} EiB</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{hours} h {minutes} min</source>
            <translation>{hours} Std. {minutes} Min.</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{amount} B</source>
            <translation>{amount} B</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>{seconds} s</source>
            <translation>{seconds} s</translation>
        </message>
        <message>
            <location filename="../../app/text/quantities.py" />
            <source>{minutes} min {seconds} s</source>
            <translation>{minutes} Min. {seconds} s</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>a vault over several locations cannot be made yet</source>
            <translation>ein Tresor über mehrere Orte kann noch nicht angelegt werden</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>so many parity lanes are not possible</source>
            <translation>so viele Paritätsspuren sind nicht möglich</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is empty</source>
            <translation>sie ist leer</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is not text in UTF-8</source>
            <translation>sie ist kein Text in UTF-8</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is longer than 1 MiB</source>
            <translation>sie ist länger als 1 MiB</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>this vault would not ask for it</source>
            <translation>dieser Tresor würde nicht danach fragen</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is no regular file</source>
            <translation>sie ist keine gewöhnliche Datei</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is too short to keep anybody out</source>
            <translation>sie ist zu kurz, um jemanden fernzuhalten</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is longer than 8 MiB</source>
            <translation>sie ist länger als 8 MiB</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it changed while it was read</source>
            <translation>sie änderte sich beim Lesen</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there is no such key slot</source>
            <translation>einen solchen Schlüsselplatz gibt es nicht</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there are several that it could be</source>
            <translation>es könnten mehrere gemeint sein</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>a vault has at most eight</source>
            <translation>ein Tresor hat höchstens acht</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>such a text cannot be a label</source>
            <translation>ein solcher Text kann keine Bezeichnung sein</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>nothing would open the vault any more</source>
            <translation>nichts würde den Tresor mehr öffnen</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>nothing but the recovery key would open the vault</source>
            <translation>nur noch der Wiederherstellungsschlüssel würde den Tresor öffnen</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>nothing would open the vault without this or another device</source>
            <translation>ohne dieses oder ein anderes Gerät würde nichts den Tresor öffnen</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>nothing would open the vault without a security key</source>
            <translation>nichts würde den Tresor ohne einen Sicherheitsschlüssel öffnen</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is moving to a new one already, which has to end first</source>
            <translation>er wechselt bereits zu einem neuen; das muss erst enden</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>something else lies in the place of one of its files</source>
            <translation>an der Stelle einer seiner Dateien liegt etwas anderes</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>its key slots were changed meanwhile</source>
            <translation>seine Schlüsselplätze wurden inzwischen geändert</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there is nowhere to keep it</source>
            <translation>es kann nirgends aufgehoben werden</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there is none</source>
            <translation>es gibt keines</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it cannot be read</source>
            <translation>es ist nicht lesbar</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>its file is damaged</source>
            <translation>seine Datei ist beschädigt</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>other users may read its file, which must have mode 0600</source>
            <translation>andere dürfen seine Datei lesen; sie braucht den Modus 0600</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it could not be saved</source>
            <translation>es ließ sich nicht speichern</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the TPM of this machine refused it</source>
            <translation>das TPM dieses Rechners hat es abgelehnt</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>another TPM sealed it, or this one before it was cleared</source>
            <translation>ein anderes TPM hat es versiegelt, oder dieses, bevor es zurückgesetzt wurde</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it could not be deleted</source>
            <translation>es ließ sich nicht löschen</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>none was found; plug it in</source>
            <translation>es wurde keiner gefunden; stecken Sie ihn ein</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>several are plugged in; leave the one that is meant</source>
            <translation>es stecken mehrere; lassen Sie nur den stecken, der gemeint ist</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is not one that opens this vault</source>
            <translation>es ist keiner, der diesen Tresor öffnet</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>this one cannot keep a secret: it lacks hmac-secret</source>
            <translation>dieser kann kein Geheimnis bewahren: ihm fehlt hmac-secret</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it has no room for more</source>
            <translation>er hat keinen Platz mehr</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it asks for its PIN</source>
            <translation>er verlangt seine PIN</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the PIN is wrong</source>
            <translation>die PIN ist falsch</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it did not know the finger</source>
            <translation>er hat den Finger nicht erkannt</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>too many wrong PINs; pull it out, and plug it in again</source>
            <translation>zu viele falsche PINs; ziehen Sie ihn heraus und stecken Sie ihn wieder ein</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>its PIN is blocked for good</source>
            <translation>seine PIN ist endgültig gesperrt</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it was not touched in time</source>
            <translation>er wurde nicht rechtzeitig berührt</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it asks for a PIN now, or no longer; add it to the vault anew</source>
            <translation>er verlangt jetzt eine PIN oder keine mehr; fügen Sie ihn dem Tresor neu hinzu</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it does not answer, or may not be used by you</source>
            <translation>er antwortet nicht, oder Sie dürfen ihn nicht verwenden</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it refused</source>
            <translation>er hat es verweigert</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the package fido2 is not installed</source>
            <translation>das Paket fido2 ist nicht installiert</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it lies inside the vault</source>
            <translation>er liegt im Tresor selbst</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there is no /dev/fuse, or no libfuse</source>
            <translation>es gibt kein /dev/fuse oder keine libfuse</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>fusermount3 is not installed; the package is called fuse3</source>
            <translation>fusermount3 ist nicht installiert; das Paket heißt fuse3</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the system's kernel is too old</source>
            <translation>der Kernel des Systems ist zu alt</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the package mfusepy is not installed</source>
            <translation>das Paket mfusepy ist nicht installiert</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there is no such folder</source>
            <translation>diesen Ordner gibt es nicht</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>this is not a folder</source>
            <translation>das ist kein Ordner</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the folder is not empty</source>
            <translation>der Ordner ist nicht leer</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>a vault cannot be mounted inside of itself</source>
            <translation>ein Tresor kann nicht in sich selbst eingehängt werden</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>something is mounted there already</source>
            <translation>dort ist schon etwas eingehängt</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>the system does not permit it</source>
            <translation>das System erlaubt es nicht</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>set user_allow_other in /etc/fuse.conf to let other users in</source>
            <translation>damit andere Benutzer hineindürfen, muss user_allow_other in /etc/fuse.conf stehen</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>there are too many mounts</source>
            <translation>es gibt zu viele eingehängte Laufwerke</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>no vault is mounted there</source>
            <translation>dort ist kein Tresor eingehängt</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>programs still use it</source>
            <translation>Programme benutzen ihn noch</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>its process does not answer</source>
            <translation>der zugehörige Prozess antwortet nicht</translation>
        </message>
        <message>
            <location filename="../../app/text/reasons.py" />
            <source>it is unmounted, but its process has not ended yet</source>
            <translation>er ist ausgehängt, aber sein Prozess ist noch nicht beendet</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>SigmaVault recovery key</source>
            <translation>SigmaVault-Wiederherstellungsschlüssel</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>Whoever has this sheet can open the vault. Keep it where the vault is not, as you would keep a key to your home.</source>
            <translation>Wer dieses Blatt hat, kann den Tresor öffnen. Verwahren Sie es dort, wo der Tresor nicht ist, wie einen Schlüssel zu Ihrer Wohnung.</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>When the passphrase is forgotten or the device is gone: choose “Use the recovery key” when unlocking, and type the key or the words, or scan the code. Case, dashes and line breaks do not matter. On the command line: sigmavault mount --recovery VAULT FOLDER</source>
            <translation>Wenn die Passphrase vergessen oder das Gerät verloren ist: Wählen Sie beim Öffnen „Wiederherstellungsschlüssel verwenden“, und geben Sie den Schlüssel oder die Wörter ein, oder lesen Sie den Code ein. Groß- und Kleinschreibung, Striche und Zeilenumbrüche sind gleichgültig. Auf der Kommandozeile: sigmavault mount --recovery VAULT FOLDER</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>A new recovery key makes this one worthless, for the vault as it is then; an old copy of the vault still opens with it.</source>
            <translation>Ein neuer Wiederherstellungsschlüssel macht diesen wertlos, für den Tresor von da an; eine alte Kopie des Tresors öffnet sich weiter damit.</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>The key</source>
            <translation>Der Schlüssel</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>The same in words; either form is enough</source>
            <translation>Dasselbe in Wörtern; eines von beiden genügt</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>Vault: {vault}</source>
            <translation>Tresor: {vault}</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>Id: {id}</source>
            <translation>Kennung: {id}</translation>
        </message>
        <message>
            <location filename="../../app/text/recovery_sheet.py" />
            <source>Made on {date}</source>
            <translation>Angelegt am {date}</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>The index was found by a superblock, as of generation {generation}.</source>
            <translation>Der Index wurde über einen Superblock gefunden, Stand von Generation {generation}.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>No superblock is left; the index was found by its map, as of generation {generation}.</source>
            <translation>Kein Superblock ist übrig; der Index wurde über seine Karte gefunden, Stand von Generation {generation}.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>No superblock and no map of the index are left: names and places are those of its newest pieces, and may not belong together.</source>
            <translation>Kein Superblock und keine Karte des Index sind übrig: Namen und Orte stammen aus seinen neuesten Teilen und passen vielleicht nicht zusammen.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>Nothing of the index is left: files have numbers for names.</source>
            <translation>Vom Index ist nichts übrig: Dateien haben Nummern statt Namen.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>whole</source>
            <translation>ganz</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>UNVERIFIED</source>
            <translation>UNGEPRÜFT</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>PARTLY AN OLDER VERSION</source>
            <translation>ZUM TEIL EINE ÄLTERE FASSUNG</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>DAMAGED</source>
            <translation>BESCHÄDIGT</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>LOST</source>
            <translation>VERLOREN</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>not written</source>
            <translation>nicht geschrieben</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>its name is lost, or may be an old one</source>
            <translation>ihr Name ist verloren oder vielleicht ein alter</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>its size, mode and times are lost, or may be old</source>
            <translation>Größe, Rechte und Zeiten sind verloren oder vielleicht alt</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>its content lay in the index, in a piece that is lost or old</source>
            <translation>ihr Inhalt lag im Index, in einem Teil, das verloren oder alt ist</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>the list of its blocks is lost; they were found one by one</source>
            <translation>die Liste ihrer Blöcke ist verloren; sie wurden einzeln gefunden</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>blocks of it are lost</source>
            <translation>Blöcke von ihr sind verloren</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>some of it was written after the state that the index is of</source>
            <translation>etwas davon wurde nach dem Stand geschrieben, den der Index hat</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>its attributes may be incomplete</source>
            <translation>ihre Attribute sind vielleicht unvollständig</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>it lies under a second lock</source>
            <translation>sie liegt unter einem zweiten Schloss</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>it is a device, fifo or socket; --special-files makes these too</source>
            <translation>sie ist ein Gerät, FIFO oder Socket; --special-files legt auch diese an</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>the disk there refused it</source>
            <translation>der Datenträger dort hat sie abgelehnt</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n files are whole.</source>
            <extracomment>For one: %n file is whole.</extracomment>
            <translation>
                <numerusform>%n Datei ist ganz.</numerusform>
                <numerusform>%n Dateien sind ganz.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n band files are missing or too short.</source>
            <extracomment>For one: %n band file is missing or too short.</extracomment>
            <translation>
                <numerusform>%n Banddatei fehlt oder ist zu kurz.</numerusform>
                <numerusform>%n Banddateien fehlen oder sind zu kurz.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n band files lay under the names of others, and were read in their places.</source>
            <extracomment>For one: %n band file lay under the name of another one, and was read in its place.</extracomment>
            <translation>
                <numerusform>%n Banddatei lag unter dem Namen einer anderen und wurde an ihrer Stelle gelesen.</numerusform>
                <numerusform>%n Banddateien lagen unter den Namen anderer und wurden an ihrer Stelle gelesen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>A later state of the vault has left traces, and cannot be read as a whole.</source>
            <translation>Ein späterer Stand des Tresors hat Spuren hinterlassen und kann nicht als Ganzes gelesen werden.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>Cancelled; not everything was written.</source>
            <translation>Abgebrochen; nicht alles wurde geschrieben.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>All of it is whole.</source>
            <translation>Alles davon ist ganz.</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>Files that may be wrong have a name that ends in:</source>
            <translation>Dateien, die falsch sein können, haben einen Namen, der so endet:</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>Of %n files nothing is left.</source>
            <extracomment>For one: Of %n file nothing is left.</extracomment>
            <translation>
                <numerusform>Von %n Datei ist nichts übrig.</numerusform>
                <numerusform>Von %n Dateien ist nichts übrig.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n files were not written.</source>
            <extracomment>For one: %n file was not written.</extracomment>
            <translation>
                <numerusform>%n Datei wurde nicht geschrieben.</numerusform>
                <numerusform>%n Dateien wurden nicht geschrieben.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n files have no name any more, and numbers in lost+found.</source>
            <extracomment>For one: %n file has no name any more, and a number in lost+found.</extracomment>
            <translation>
                <numerusform>%n Datei hat keinen Namen mehr und eine Nummer in lost+found.</numerusform>
                <numerusform>%n Dateien haben keine Namen mehr und Nummern in lost+found.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>The attributes of %n files may be incomplete.</source>
            <extracomment>For one: The attributes of %n file may be incomplete.</extracomment>
            <translation>
                <numerusform>Die Attribute von %n Datei sind vielleicht unvollständig.</numerusform>
                <numerusform>Die Attribute von %n Dateien sind vielleicht unvollständig.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>{slots} in {rows} read in {time} ({rate}).</source>
            <translation>{slots} in {rows} gelesen in {time} ({rate}).</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>{good} hold a block; {rebuilt} of them rebuilt from parity, {lost} lost.</source>
            <translation>{good} enthalten einen Block; {rebuilt} davon aus der Parität wiederhergestellt, {lost} verloren.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n more</source>
            <translation>
                <numerusform>%n weitere</numerusform>
                <numerusform>%n weitere</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>Written: {files} ({size}), {folders}, {links}, {names}.</source>
            <translation>Geschrieben: {files} ({size}), {folders}, {links}, {names}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <location filename="../../app/views/health_page.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <location filename="../../app/views/transfers.py" />
            <source>%n files</source>
            <extracomment>For one: %n file</extracomment>
            <translation>
                <numerusform>%n Datei</numerusform>
                <numerusform>%n Dateien</numerusform>
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
                <numerusform>%n Ordner</numerusform>
                <numerusform>%n Ordner</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n symbolic links</source>
            <extracomment>For one: %n symbolic link</extracomment>
            <translation>
                <numerusform>%n symbolische Verknüpfung</numerusform>
                <numerusform>%n symbolische Verknüpfungen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n further hard links</source>
            <extracomment>For one: %n further hard link</extracomment>
            <translation>
                <numerusform>%n weitere harte Verknüpfung</numerusform>
                <numerusform>%n weitere harte Verknüpfungen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>bytes {low} to {high} are lost, zeros in their place</source>
            <translation>Bytes {low} bis {high} sind verloren, an ihrer Stelle stehen Nullen</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>bytes {low} to {high} are of an older version</source>
            <translation>Bytes {low} bis {high} stammen aus einer älteren Fassung</translation>
        </message>
        <message>
            <location filename="../../app/text/salvage.py" />
            <source>Of its {pieces}, {lost} are lost and {older} are old ones.</source>
            <translation>Von ihren Teilen ({pieces}) sind {lost} verloren und {older} alt.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/text/salvage.py" />
            <source>%n pieces</source>
            <extracomment>For one: %n piece</extracomment>
            <translation>
                <numerusform>%n Teil</numerusform>
                <numerusform>%n Teile</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/text/scrub_report.py" />
            <source>Free space was not read: it holds noise, and nothing that could be lost.</source>
            <translation>Freier Platz wurde nicht gelesen: Darin ist Rauschen, und nichts, was verloren gehen könnte.</translation>
        </message>
        <message>
            <location filename="../../app/text/scrub_report.py" />
            <source>Files touched:</source>
            <translation>Betroffene Dateien:</translation>
        </message>
        <message>
            <location filename="../../app/text/scrub_report.py" />
            <location filename="../../app/views/health_findings.py" />
            <location filename="../../app/views/health_page.py" />
            <source>Repaired</source>
            <translation>Repariert</translation>
        </message>
        <message>
            <location filename="../../app/text/scrub_report.py" />
            <source>LOST IN PART</source>
            <translation>ZUM TEIL VERLOREN</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <location filename="../../app/views/creation/passphrase_page.py" />
            <location filename="../../app/views/rekey_dialogs.py" />
            <location filename="../../app/views/unlock_pages.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Passphrase</source>
            <translation>Passphrase</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <location filename="../../app/views/creation/recovery_page.py" />
            <location filename="../../app/views/rekey_dialogs.py" />
            <location filename="../../app/views/restore_dialog.py" />
            <location filename="../../app/views/unlock_pages.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Recovery key</source>
            <translation>Wiederherstellungsschlüssel</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Passphrase, on one device</source>
            <translation>Passphrase, auf einem Gerät</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>One device, without a passphrase</source>
            <translation>Ein Gerät, ohne Passphrase</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <location filename="../../app/widgets/keyfile.py" />
            <source>Keyfile</source>
            <translation>Schlüsseldatei</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Passphrase and keyfile</source>
            <translation>Passphrase und Schlüsseldatei</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Security key</source>
            <translation>Sicherheitsschlüssel</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Passphrase and security key</source>
            <translation>Passphrase und Sicherheitsschlüssel</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Opens the vault on every device.</source>
            <translation>Öffnet den Tresor auf jedem Gerät.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Opens the vault on this device alone, with a passphrase. Who has a copy of the vault cannot even guess.</source>
            <translation>Öffnet den Tresor nur auf diesem Gerät, mit einer Passphrase. Wer eine Kopie des Tresors hat, kann nicht einmal raten.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Opens the vault on this device without a question. Whoever can use your account here can open it.</source>
            <translation>Öffnet den Tresor auf diesem Gerät ohne Frage. Wer hier Ihr Benutzerkonto verwenden kann, kann ihn öffnen.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Opens the vault with a file that you choose. The file must never change; keep a copy of it where the vault is not.</source>
            <translation>Öffnet den Tresor mit einer Datei, die Sie wählen. Die Datei darf sich nie ändern; bewahren Sie eine Kopie davon dort auf, wo der Tresor nicht ist.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Takes both: neither the file nor the passphrase is enough.</source>
            <translation>Braucht beides: weder die Datei noch die Passphrase genügt.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Opens the vault with a FIDO2 security key, on every device. Plug it in now; it is to be touched twice. Whoever finds one that has no PIN can open the vault with it.</source>
            <translation>Öffnet den Tresor mit einem FIDO2-Sicherheitsschlüssel, auf jedem Gerät. Stecken Sie ihn jetzt ein; er ist zweimal zu berühren. Wer einen findet, der keine PIN hat, kann den Tresor damit öffnen.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Takes both: neither the FIDO2 security key nor the passphrase is enough. Plug the key in now; it is to be touched twice.</source>
            <translation>Braucht beides: weder der FIDO2-Sicherheitsschlüssel noch die Passphrase genügt. Stecken Sie den Schlüssel jetzt ein; er ist zweimal zu berühren.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>PIN of the security key, if it has one</source>
            <translation>PIN des Sicherheitsschlüssels, falls er eine hat</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Touch the security key when it blinks</source>
            <translation>Berühren Sie den Sicherheitsschlüssel, wenn er blinkt</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>It opens the vault no longer. An old copy of the vault, or of its header, still opens with it: only a new key for the vault ends that.</source>
            <translation>Er öffnet den Tresor nicht mehr. Eine alte Kopie des Tresors oder seines Kopfes lässt sich weiterhin damit öffnen: Nur ein neuer Schlüssel für den Tresor beendet das.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Without a recovery key, a forgotten passphrase is final.</source>
            <translation>Ohne Wiederherstellungsschlüssel ist eine vergessene Passphrase endgültig.</translation>
        </message>
        <message>
            <location filename="../../app/text/ways_in.py" />
            <source>Nothing but the recovery key will open the vault then.</source>
            <translation>Dann öffnet nur noch der Wiederherstellungsschlüssel den Tresor.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <location filename="../../app/views/benchmark_results.py" />
            <source>This run</source>
            <translation>Dieser Lauf</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <source>The same figures are in the table.</source>
            <translation>Dieselben Zahlen stehen in der Tabelle.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <source>{value} (this run: {ratio})</source>
            <translation>{value} (dieser Lauf: {ratio})</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <location filename="../../app/views/benchmark_words.py" />
            <source>higher is better</source>
            <translation>mehr ist besser</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <location filename="../../app/views/benchmark_words.py" />
            <source>lower is better</source>
            <translation>weniger ist besser</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_charts.py" />
            <source>Logarithmic: each mark is a multiple of the one before.</source>
            <translation>Logarithmisch: Jede Marke ist ein Vielfaches der vorigen.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Open results…</source>
            <translation>Ergebnisse öffnen…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Cancelled. Nothing is left of it, and nothing was kept.</source>
            <translation>Abgebrochen. Davon ist nichts übrig, und nichts wurde aufgehoben.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>This run could not be kept for later: {why}</source>
            <translation>Dieser Lauf konnte nicht für später aufgehoben werden: {why}</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>{place} has not enough room for this. Nothing is left there.</source>
            <translation>{place} hat dafür nicht genug Platz. Dort ist nichts übrig.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Open results</source>
            <translation>Ergebnisse öffnen</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Benchmark results (*.json)</source>
            <translation>Messergebnisse (*.json)</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Export results</source>
            <translation>Ergebnisse exportieren</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Export picture</source>
            <translation>Bild exportieren</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Pictures (*.png)</source>
            <translation>Bilder (*.png)</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Nothing has been measured yet</source>
            <translation>Noch wurde nichts gemessen</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Choose above what to measure. The results appear here as charts and figures, and are kept, so that you see when something gets slower.</source>
            <translation>Wählen Sie oben, was gemessen werden soll. Die Ergebnisse erscheinen hier als Diagramme und Zahlen und werden aufgehoben, sodass zu sehen ist, wenn etwas langsamer wird.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>&amp;Run</source>
            <translation>&amp;Lauf</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>&amp;Compared with</source>
            <translation>&amp;Verglichen mit</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Measuring the speed</source>
            <translation>Die Messung der Geschwindigkeit</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>The measurement was ended from outside. Nothing is left of it.</source>
            <translation>Die Messung wurde von außen beendet. Davon ist nichts übrig.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>the plain disk only</source>
            <translation>nur dem reinen Datenträger</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>The picture could not be written there.</source>
            <translation>Das Bild konnte dort nicht geschrieben werden.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>the baseline</source>
            <translation>der Vergleichsbasis</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Results as JSON…</source>
            <translation>Ergebnisse als JSON…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>Picture…</source>
            <translation>Bild…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_page.py" />
            <source>the run of {time}</source>
            <translation>dem Lauf vom {time}</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>Results</source>
            <translation>Ergebnisse</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>Copy the table</source>
            <translation>Tabelle kopieren</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>Exact figures</source>
            <translation>Genaue Zahlen</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>Nothing to compare with.</source>
            <translation>Es gibt nichts, womit zu vergleichen wäre.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_results.py" />
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>ciphers, hashes and key derivation, in memory</source>
            <translation>Verschlüsselung, Prüfsummen und Schlüsselableitung, im Speicher</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>spreading blocks over a vault, and gathering them</source>
            <translation>Blöcke über einen Tresor streuen und wieder einsammeln</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>files in a mounted vault, and on the plain disk beside it</source>
            <translation>Dateien in einem eingehängten Tresor und daneben auf dem reinen Datenträger</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Temporary vaults and files are made in this folder, and removed at the end.</source>
            <translation>In diesem Ordner entstehen vorübergehend Tresore und Dateien; am Ende werden sie entfernt.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Folder on the disk to measure</source>
            <translation>Ordner auf dem Datenträger, der gemessen wird</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/views/creation/place_page.py" />
            <location filename="../../app/views/restore_dialog.py" />
            <location filename="../../app/views/settings_dialog.py" />
            <location filename="../../app/widgets/keyfile.py" />
            <source>Choose…</source>
            <translation>Wählen…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Measure</source>
            <translation>Messen</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/views/creation/place_page.py" />
            <source>&amp;Where</source>
            <translation>&amp;Ort</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/views/creation/place_page.py" />
            <source>Choose a folder</source>
            <translation>Ordner wählen</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Progress</source>
            <translation>Fortschritt</translation>
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
            <translation>Abbrechen</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Getting ready…</source>
            <translation>Wird vorbereitet…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/widgets/job_bar.py" />
            <source>Cancelling…</source>
            <translation>Wird abgebrochen…</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/widgets/job_bar.py" />
            <source>{done} of {total}</source>
            <translation>{done} von {total}</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <location filename="../../app/views/sidebar.py" />
            <source>Speed</source>
            <translation>Geschwindigkeit</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>How fast vaults are on this computer, beside its plain disk and the results that came with SigmaVault. Leave the computer alone meanwhile: whatever else runs is measured too.</source>
            <translation>Wie schnell Tresore auf diesem Computer sind, neben seinem reinen Datenträger und den Ergebnissen, die mit SigmaVault kamen. Lassen Sie den Computer währenddessen in Ruhe: Was sonst noch läuft, wird mitgemessen.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>There is no such folder.</source>
            <translation>Diesen Ordner gibt es nicht.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Quick: a minute or two, {size} of disk</source>
            <translation>Kurz: ein bis zwei Minuten, {size} Platz</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>Thorough: many minutes, {size} of disk</source>
            <translation>Gründlich: viele Minuten, {size} Platz</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>You may not write into this folder.</source>
            <translation>In diesen Ordner dürfen Sie nicht schreiben.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>{free} free, which is not enough: {needed} are needed.</source>
            <translation>{free} frei; das reicht nicht: {needed} werden gebraucht.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_setup.py" />
            <source>{free} free.</source>
            <translation>{free} frei.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>throughput</source>
            <translation>Durchsatz</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>operations per second</source>
            <translation>Vorgänge je Sekunde</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>time for one operation</source>
            <translation>Zeit für einen Vorgang</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>memory at its highest</source>
            <translation>höchster Speicherbedarf</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Files in a mounted vault</source>
            <translation>Dateien in einem eingehängten Tresor</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Files in a vault that is not mounted</source>
            <translation>Dateien in einem nicht eingehängten Tresor</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>By the number of files in the vault</source>
            <translation>Nach der Zahl der Dateien im Tresor</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/benchmark_words.py" />
            <source>On average {ratio} as good as {reference}, over %n benchmarks.</source>
            <extracomment>For one: On average {ratio} as good as {reference}, over %n benchmark.</extracomment>
            <translation>
                <numerusform>Im Mittel {ratio} gegenüber {reference}, bei %n Messung.</numerusform>
                <numerusform>Im Mittel {ratio} gegenüber {reference}, bei %n Messungen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>On average {ratio} as good as the plain disk.</source>
            <translation>Im Mittel {ratio} gegenüber dem reinen Datenträger.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Most ahead: {ratio} for {benchmark}.</source>
            <translation>Am weitesten vorn: {ratio} bei „{benchmark}“.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Most behind: {ratio} for {benchmark}.</source>
            <translation>Am weitesten zurück: {ratio} bei „{benchmark}“.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>quick</source>
            <translation>kurz</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>thorough</source>
            <translation>gründlich</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>{subject}: {quantity}, {direction}</source>
            <translation>{subject}: {quantity}, {direction}</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>No difference is larger than the spread of the rounds.</source>
            <translation>Kein Unterschied ist größer als die Spanne der Runden.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>One of the two runs was a quick one: it did less, and what depends on how much was done is not compared.</source>
            <translation>Einer der beiden Läufe war ein kurzer: Er hat weniger getan, und was von der Menge abhängt, wird nicht verglichen.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>The two were made on different machines.</source>
            <translation>Die beiden entstanden auf verschiedenen Rechnern.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Only an administrator can empty all caches: what is called cold is so in part.</source>
            <translation>Alle Zwischenspeicher leeren kann nur ein Administrator: Was kalt heißt, ist es nur zum Teil.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>{begin} (load {load} on {cores} cores), so figures are too low and vary by chance.</source>
            <translation>{begin} (Last {load} auf {cores} Kernen); die Zahlen sind deshalb zu schlecht und schwanken zufällig.</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>{time} ({kind})</source>
            <translation>{time} ({kind})</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>{cpu}, {cores} cores, {memory}; {system}; {file_system}; load {load}</source>
            <translation>{cpu}, {cores} Kerne, {memory}; {system}; {file_system}; Last {load}</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>The machine was busy</source>
            <translation>Der Rechner war beschäftigt</translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>When the other run was made, its machine was busy</source>
            <translation>Beim anderen Lauf war der Rechner beschäftigt</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/benchmark_words.py" />
            <source>{names}; and %n more</source>
            <translation>
                <numerusform>{names}; und %n weitere</numerusform>
                <numerusform>{names}; und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/benchmark_words.py" />
            <source>Skipped, {reason}: {names}.</source>
            <translation>Ausgelassen, {reason}: {names}.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser.py" />
            <source>Filter</source>
            <translation>Filtern</translation>
        </message>
        <message>
            <location filename="../../app/views/browser.py" />
            <source>Filter by name</source>
            <translation>Nach Namen filtern</translation>
        </message>
        <message>
            <location filename="../../app/views/browser.py" />
            <source>The folder that was shown here is gone.</source>
            <translation>Den Ordner, der hier gezeigt wurde, gibt es nicht mehr.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser.py" />
            <source>There is no “{path}” in this vault.</source>
            <translation>„{path}“ gibt es in diesem Tresor nicht.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/creation/wizard.py" />
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Forward</source>
            <translation>Vor</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Up</source>
            <translation>Aufwärts</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/browser_edits.py" />
            <location filename="../../app/views/tree_menu.py" />
            <source>New folder</source>
            <translation>Neuer Ordner</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/tree_menu.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/tree_menu.py" />
            <source>Move to trash</source>
            <translation>In den Papierkorb</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Delete for good…</source>
            <translation>Endgültig löschen…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/browser_edits.py" />
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Cut</source>
            <translation>Ausschneiden</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Paste</source>
            <translation>Einfügen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Select all</source>
            <translation>Alles auswählen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/tree_menu.py" />
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Lock with a second passphrase…</source>
            <translation>Mit zweiter Passphrase abschließen…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Unlock for this session…</source>
            <translation>Für diese Sitzung öffnen…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Lock again</source>
            <translation>Wieder abschließen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Remove the second lock…</source>
            <translation>Zweites Schloss entfernen…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <location filename="../../app/views/tree_menu.py" />
            <source>Properties</source>
            <translation>Eigenschaften</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Import…</source>
            <translation>Importieren…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Import folder…</source>
            <translation>Ordner importieren…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/views/browser_traffic.py" />
            <location filename="../../app/views/tree_menu.py" />
            <source>Export…</source>
            <translation>Exportieren…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Show trash…</source>
            <translation>Papierkorb anzeigen…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Leave the search</source>
            <translation>Suche verlassen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Show in its folder</source>
            <translation>In seinem Ordner zeigen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Filter this folder</source>
            <translation>Diesen Ordner filtern</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Go to path…</source>
            <translation>Zu einem Pfad gehen…</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Show hidden files</source>
            <translation>Verborgene Dateien anzeigen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <location filename="../../app/widgets/preview_pane.py" />
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>As a list</source>
            <translation>Als Liste</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>As icons</source>
            <translation>Als Symbole</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Folder tree</source>
            <translation>Ordnerbaum</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_actions.py" />
            <source>Second lock</source>
            <translation>Zweites Schloss</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_edits.py" />
            <source>Delete %n entries for good?</source>
            <extracomment>For one: Delete %n entry for good?</extracomment>
            <translation>
                <numerusform>%n Eintrag endgültig löschen?</numerusform>
                <numerusform>%n Einträge endgültig löschen?</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>This cannot be undone.</source>
            <translation>Das lässt sich nicht rückgängig machen.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Moving</source>
            <translation>Wird verschoben</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Moving to the trash</source>
            <translation>In den Papierkorb</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>This cannot be undone. What lies under a second lock goes, too, and its passphrase is not asked for.</source>
            <translation>Das lässt sich nicht rückgängig machen. Auch was unter einem zweiten Schloss liegt, wird gelöscht, ohne dass nach dessen Passphrase gefragt wird.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Delete for good</source>
            <translation>Endgültig löschen</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_edits.py" />
            <source>%n entries</source>
            <extracomment>For one: %n entry</extracomment>
            <translation>
                <numerusform>%n Eintrag</numerusform>
                <numerusform>%n Einträge</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Not moved: {why}</source>
            <translation>Nicht verschoben: {why}</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <location filename="../../app/views/browser_traffic.py" />
            <source>The vault is open for reading only.</source>
            <translation>Der Tresor ist nur zum Lesen geöffnet.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Copying</source>
            <translation>Wird kopiert</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_edits.py" />
            <source>Moved %n entries to the trash.</source>
            <extracomment>For one: Moved %n entry to the trash.</extracomment>
            <translation>
                <numerusform>%n Eintrag liegt jetzt im Papierkorb.</numerusform>
                <numerusform>%n Einträge liegen jetzt im Papierkorb.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Not deleted: {why}</source>
            <translation>Nicht gelöscht: {why}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_edits.py" />
            <source>%n entries could not be deleted.</source>
            <extracomment>For one: %n entry could not be deleted.</extracomment>
            <translation>
                <numerusform>%n Eintrag konnte nicht gelöscht werden.</numerusform>
                <numerusform>%n Einträge konnten nicht gelöscht werden.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Undoing</source>
            <translation>Wird rückgängig gemacht</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Redoing</source>
            <translation>Wird wiederholt</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Not put back: {why}</source>
            <translation>Nicht zurückgelegt: {why}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_edits.py" />
            <source>And %n more.</source>
            <translation>
                <numerusform>Und %n weiterer.</numerusform>
                <numerusform>Und %n weitere.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Delete “{name}” for good?</source>
            <translation>„{name}“ endgültig löschen?</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Empty the trash?</source>
            <translation>Papierkorb leeren?</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>What is in it is deleted for good.</source>
            <translation>Was darin liegt, wird endgültig gelöscht.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Deleting</source>
            <translation>Wird gelöscht</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_edits.py" />
            <source>Moved “{name}” to the trash.</source>
            <translation>„{name}“ liegt jetzt im Papierkorb.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>It stays open until you lock it again, or until the vault is locked.</source>
            <translation>Es bleibt offen, bis Sie es wieder abschließen oder der Tresor gesperrt wird.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Whoever opens the vault can then read the content.</source>
            <translation>Wer den Tresor öffnet, kann den Inhalt danach lesen.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Lock “{name}” with a second passphrase?</source>
            <translation>„{name}“ mit einer zweiten Passphrase abschließen?</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>It then opens with this passphrase only, while the vault is open too. If the passphrase is forgotten, the content is lost for good: neither the vault's passphrase nor its recovery key opens it.</source>
            <translation>Danach öffnet sich der Inhalt nur mit dieser Passphrase, auch wenn der Tresor offen ist. Wird sie vergessen, ist der Inhalt endgültig verloren: Weder die Passphrase des Tresors noch sein Wiederherstellungsschlüssel öffnen ihn.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <location filename="../../app/views/open_page.py" />
            <location filename="../../app/views/vault_menu.py" />
            <source>Lock</source>
            <translation>Sperren</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Unlock “{name}” for this session</source>
            <translation>„{name}“ für diese Sitzung öffnen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Unlock</source>
            <translation>Entsperren</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Remove the second lock of “{name}”?</source>
            <translation>Das zweite Schloss von „{name}“ entfernen?</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Remove the lock</source>
            <translation>Schloss entfernen</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>“{name}” is locked.</source>
            <translation>„{name}“ ist abgeschlossen.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Locking with a second passphrase</source>
            <translation>Abschließen mit einer zweiten Passphrase</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>“{name}” is open for this session.</source>
            <translation>„{name}“ ist für diese Sitzung offen.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Opening a second lock</source>
            <translation>Öffnen eines zweiten Schlosses</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>“{name}” has no second lock any more.</source>
            <translation>„{name}“ hat kein zweites Schloss mehr.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>Removing a second lock</source>
            <translation>Entfernen eines zweiten Schlosses</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_locks.py" />
            <source>“{name}” is locked again.</source>
            <translation>„{name}“ ist wieder abgeschlossen.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_preview.py" />
            <source>The file is empty.</source>
            <translation>Die Datei ist leer.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_preview.py" />
            <source>Too large for a preview.</source>
            <translation>Zu groß für eine Vorschau.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_preview.py" />
            <source>No preview for this kind of file.</source>
            <translation>Für diese Art von Datei gibt es keine Vorschau.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_preview.py" />
            <source>Select a file to look into it.</source>
            <translation>Wählen Sie eine Datei, um hineinzusehen.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_preview.py" />
            <source>beginning</source>
            <translation>Anfang</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_search.py" />
            <location filename="../../app/views/browser_status.py" />
            <source>Searching…</source>
            <translation>Wird gesucht…</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_search.py" />
            <source>%n found…</source>
            <translation>
                <numerusform>%n gefunden…</numerusform>
                <numerusform>%n gefunden…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_search.py" />
            <source>The first %n; there are more</source>
            <translation>
                <numerusform>Der erste; es gibt mehr</numerusform>
                <numerusform>Die ersten %n; es gibt mehr</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_search.py" />
            <source>%n found</source>
            <translation>
                <numerusform>%n gefunden</numerusform>
                <numerusform>%n gefunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_status.py" />
            <source>%n selected</source>
            <translation>
                <numerusform>%n ausgewählt</numerusform>
                <numerusform>%n ausgewählt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_status.py" />
            <source>%n selected, {size}</source>
            <translation>
                <numerusform>%n ausgewählt, {size}</numerusform>
                <numerusform>%n ausgewählt, {size}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_status.py" />
            <source>%n items</source>
            <extracomment>For one: %n item</extracomment>
            <translation>
                <numerusform>%n Eintrag</numerusform>
                <numerusform>%n Einträge</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_status.py" />
            <source>%n items found</source>
            <extracomment>For one: %n item found</extracomment>
            <translation>
                <numerusform>%n Eintrag gefunden</numerusform>
                <numerusform>%n Einträge gefunden</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>This folder is empty.
Drop files here to encrypt them.</source>
            <translation>Dieser Ordner ist leer.
Ziehen Sie Dateien hierher, um sie zu verschlüsseln.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>Nothing in this vault has such a name.</source>
            <translation>Nichts in diesem Tresor heißt so.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>No name here fits this filter.</source>
            <translation>Kein Name hier passt zu diesem Filter.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>This folder is empty.</source>
            <translation>Dieser Ordner ist leer.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>Nothing of this name is here or below.
Look in the whole vault, perhaps?</source>
            <translation>Hier und darunter heißt nichts so.
Vielleicht im ganzen Tresor suchen?</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_status.py" />
            <source>Loading… {count}</source>
            <translation>Wird geladen… {count}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/browser_status.py" />
            <source>{shown} of %n items</source>
            <extracomment>For one: {shown} of %n item</extracomment>
            <translation>
                <numerusform>{shown} von %n Eintrag</numerusform>
                <numerusform>{shown} von %n Einträgen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/browser_traffic.py" />
            <source>Import files</source>
            <translation>Dateien importieren</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_traffic.py" />
            <source>Import a folder</source>
            <translation>Einen Ordner importieren</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_traffic.py" />
            <source>Export to</source>
            <translation>Exportieren nach</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_traffic.py" />
            <source>To move files between vaults, mount the one that they come from.</source>
            <translation>Um Dateien zwischen Tresoren zu verschieben, hängen Sie den ein, aus dem sie kommen.</translation>
        </message>
        <message>
            <location filename="../../app/views/browser_traffic.py" />
            <source>Nothing can be dragged out: {why} Use Export… instead.</source>
            <translation>Herausziehen geht nicht: {why} Nehmen Sie stattdessen „Exportieren…“.</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <location filename="../../app/views/vault_menu.py" />
            <source>Unlock…</source>
            <translation>Entsperren…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>The last changes could not be written before the vault was locked. {why} What was written before them is kept.</source>
            <translation>Die letzten Änderungen konnten vor dem Sperren des Tresors nicht mehr geschrieben werden. {why} Was davor geschrieben wurde, ist erhalten.</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Look again</source>
            <translation>Noch einmal nachsehen</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Choose its new place…</source>
            <translation>Seinen neuen Ort wählen…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>It cannot be read.</source>
            <translation>Er kann nicht gelesen werden.</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Try to unlock…</source>
            <translation>Entsperren versuchen…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Deriving the key…</source>
            <translation>Der Schlüssel wird abgeleitet…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Unmount there</source>
            <translation>Dort aushängen</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Writing the last changes, and locking…</source>
            <translation>Die letzten Änderungen werden geschrieben, dann wird gesperrt…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>There is no vault at {place}. Is the disk plugged in?</source>
            <translation>Unter {place} ist kein Tresor. Ist der Datenträger angeschlossen?</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <location filename="../../app/views/header_actions.py" />
            <source>Restore the header…</source>
            <translation>Kopf wiederherstellen…</translation>
        </message>
        <message>
            <location filename="../../app/views/closed_page.py" />
            <source>Another program has it mounted at {place}.</source>
            <translation>Ein anderes Programm hat ihn eingehängt, unter {place}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/conflict_dialog.py" />
            <source>%n files exist already</source>
            <extracomment>For one: %n file exists already</extracomment>
            <translation>
                <numerusform>%n Datei gibt es schon</numerusform>
                <numerusform>%n Dateien gibt es schon</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>Already there</source>
            <translation>Schon vorhanden</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/conflict_dialog.py" />
            <source>… and %n more</source>
            <translation>
                <numerusform>… und %n weitere</numerusform>
                <numerusform>… und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>Skip</source>
            <translation>Überspringen</translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>Keep both</source>
            <translation>Beide behalten</translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>Replace</source>
            <translation>Ersetzen</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/conflict_dialog.py" />
            <source>%n files or more exist already</source>
            <extracomment>For one: %n file or more exist already</extracomment>
            <translation>
                <numerusform>%n Datei oder mehr gibt es schon</numerusform>
                <numerusform>%n Dateien oder mehr gibt es schon</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>In {place}. Files of other names are not touched.</source>
            <translation>In {place}. Dateien mit anderen Namen bleiben, wie sie sind.</translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>The answer holds for all of them.</source>
            <translation>Die Antwort gilt für alle.</translation>
        </message>
        <message>
            <location filename="../../app/views/conflict_dialog.py" />
            <source>“{name}” exists already</source>
            <translation>„{name}“ gibt es schon</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/page.py" />
            <location filename="../../app/views/creation/wizard.py" />
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Choose what opens it</source>
            <translation>Wählen, was ihn öffnet</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Nobody can reset it: without the passphrase or the recovery key, the content is gone. Five or six unrelated words are strong, and easy to type.</source>
            <translation>Niemand kann sie zurücksetzen: Ohne die Passphrase oder den Wiederherstellungsschlüssel ist der Inhalt verloren. Fünf oder sechs beliebige Wörter sind stark und leicht zu tippen.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Create vault</source>
            <translation>Tresor anlegen</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>A passphrase, on any device</source>
            <translation>Eine Passphrase, auf jedem Gerät</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Whoever gets a copy of the vault can guess at the passphrase, so it must be strong.</source>
            <translation>Wer eine Kopie des Tresors bekommt, kann die Passphrase zu raten versuchen; sie muss also stark sein.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>A passphrase, on this device only</source>
            <translation>Eine Passphrase, nur auf diesem Gerät</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>A copy of the vault is no use for guessing. If this device is lost, only the recovery key opens it.</source>
            <translation>Eine Kopie des Tresors nützt zum Raten nichts. Geht dieses Gerät verloren, öffnet ihn nur der Wiederherstellungsschlüssel.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>This device, without a passphrase</source>
            <translation>Dieses Gerät, ohne Passphrase</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Nothing has to be typed. Whoever can use your account here can open it, and if this device is lost, only the recovery key does.</source>
            <translation>Es ist nichts einzugeben. Wer hier Ihr Konto benutzen kann, kann ihn öffnen; und geht dieses Gerät verloren, öffnet ihn nur der Wiederherstellungsschlüssel.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>What opens it</source>
            <translation>Was ihn öffnet</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>The same passphrase again</source>
            <translation>Dieselbe Passphrase noch einmal</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <location filename="../../app/views/unlock_pages.py" />
            <source>Caps lock is on.</source>
            <translation>Die Feststelltaste ist an.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Unlock time</source>
            <translation>Zeit zum Entsperren</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Both are the same.</source>
            <translation>Beide sind gleich.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>The two differ.</source>
            <translation>Die beiden sind verschieden.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/passphrase_page.py" />
            <source>Each guess costs an attacker as long as unlocking costs you: a machine like this one tries {count} an hour.</source>
            <translation>Jeder Versuch kostet einen Angreifer so lange, wie Sie das Öffnen: Ein Rechner wie dieser probiert {count} in der Stunde.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/place_page.py" />
            <source>Create a vault</source>
            <translation>Tresor anlegen</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/place_page.py" />
            <source>A vault is a folder full of noise. It can lie on this disk, on a stick, or in a folder that is synchronised with a cloud.</source>
            <translation>Ein Tresor ist ein Ordner voll Rauschen. Er kann auf diesem Datenträger liegen, auf einem Stick oder in einem Ordner, der mit einer Cloud abgeglichen wird.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/place_page.py" />
            <source>Folder that the vault goes into</source>
            <translation>Ordner, in den der Tresor kommt</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/place_page.py" />
            <source>&amp;Name</source>
            <translation>&amp;Name</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/place_page.py" />
            <source>The vault will be the folder {place}.</source>
            <translation>Der Tresor wird der Ordner {place}.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>How much loss should it survive?</source>
            <translation>Wie viel Verlust soll er überstehen?</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>Everything is stored in pieces. With protection, pieces that rot, vanish or are tampered with are rebuilt from the others. This cannot be changed later.</source>
            <translation>Alles wird in Teilen gespeichert. Mit Schutz werden Teile, die verrotten, verschwinden oder verändert werden, aus den anderen wiederhergestellt. Das lässt sich später nicht ändern.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>None</source>
            <translation>Keiner</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>Standard</source>
            <translation>Standard</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>High</source>
            <translation>Hoch</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>Damage is found, but cannot be repaired. Costs no space.</source>
            <translation>Schaden wird gefunden, kann aber nicht repariert werden. Kostet keinen Platz.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>Survives the loss of any {lost} of {pieces} pieces; damage repairs itself. Costs {percent} % space.</source>
            <translation>Übersteht den Verlust von beliebigen {lost} der {pieces} Teile; Schaden repariert sich selbst. Kostet {percent} % Platz.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/protection_page.py" />
            <source>{level}  (recommended)</source>
            <translation>{level}  (empfohlen)</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>Keep the recovery key</source>
            <translation>Wiederherstellungsschlüssel aufheben</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>It opens the vault when the passphrase is forgotten. It is shown only now, and stored nowhere: print it, or save it to a place that is not this disk.</source>
            <translation>Er öffnet den Tresor, wenn die Passphrase vergessen ist. Er wird nur jetzt gezeigt und nirgends gespeichert: Drucken Sie ihn, oder speichern Sie ihn anderswo als auf diesem Datenträger.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>I have kept it</source>
            <translation>Ist aufgehoben</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>One check</source>
            <translation>Eine Probe</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>Finish</source>
            <translation>Fertigstellen</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>Group of the recovery key</source>
            <translation>Gruppe des Wiederherstellungsschlüssels</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>That is not the group. Go back to look at the key.</source>
            <translation>Das ist nicht die Gruppe. Gehen Sie zurück, um den Schlüssel anzusehen.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/recovery_page.py" />
            <source>Enter group {group} of the {groups} groups of the recovery key.</source>
            <translation>Geben Sie Gruppe {group} der {groups} Gruppen des Wiederherstellungsschlüssels ein.</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/wizard.py" />
            <location filename="../../app/views/main_window.py" />
            <source>New vault</source>
            <translation>Neuer Tresor</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/wizard.py" />
            <source>Creating the vault</source>
            <translation>Der Tresor wird angelegt</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/wizard.py" />
            <source>Step {step} of {steps}</source>
            <translation>Schritt {step} von {steps}</translation>
        </message>
        <message>
            <location filename="../../app/views/creation/wizard.py" />
            <source>Keep the recovery key first: it will not be shown again.</source>
            <translation>Heben Sie zuerst den Wiederherstellungsschlüssel auf: Er wird nicht noch einmal gezeigt.</translation>
        </message>
        <message>
            <location filename="../../app/views/file_table.py" />
            <location filename="../../app/views/open_page.py" />
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <location filename="../../app/views/file_table.py" />
            <source>Search results</source>
            <translation>Suchergebnisse</translation>
        </message>
        <message>
            <location filename="../../app/views/folder_tree.py" />
            <location filename="../../app/widgets/path_edit.py" />
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <location filename="../../app/views/header_actions.py" />
            <source>Save a copy of the header</source>
            <translation>Kopie des Kopfes speichern</translation>
        </message>
        <message>
            <location filename="../../app/views/header_actions.py" />
            <source>Save a copy of the header…</source>
            <translation>Kopie des Kopfes speichern…</translation>
        </message>
        <message>
            <location filename="../../app/views/header_actions.py" />
            <source>The header is saved</source>
            <translation>Der Kopf ist gespeichert</translation>
        </message>
        <message>
            <location filename="../../app/views/header_actions.py" />
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <location filename="../../app/views/header_actions.py" />
            <source>{file} opens the vault together with a passphrase or recovery key of today, also after you have changed them. Keep it as safe as the vault, in another place.</source>
            <translation>{file} öffnet den Tresor mit einer Passphrase oder einem Wiederherstellungsschlüssel von heute, auch nachdem Sie sie geändert haben. Verwahren Sie die Datei so sicher wie den Tresor, an einem anderen Ort.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_findings.py" />
            <location filename="../../app/views/health_page.py" />
            <source>Findings</source>
            <translation>Befunde</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/health_findings.py" />
            <source>… and %n more; the saved report has them all.</source>
            <translation>
                <numerusform>… und %n weiterer; der gespeicherte Bericht enthält alle.</numerusform>
                <numerusform>… und %n weitere; der gespeicherte Bericht enthält alle.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/health_findings.py" />
            <source>{file} has lost content; restore it from a backup.</source>
            <translation>{file} hat Inhalt verloren; stellen Sie sie aus einer Sicherung wieder her.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_findings.py" />
            <source>{file} is damaged, and still reads; repair makes it whole.</source>
            <translation>{file} ist beschädigt und noch lesbar; Reparieren macht sie wieder ganz.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_findings.py" />
            <source>{file} was damaged, and is whole again.</source>
            <translation>{file} war beschädigt und ist wieder ganz.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Noise</source>
            <translation>Rauschen</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>In use</source>
            <translation>Benutzt</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Full</source>
            <translation>Voll</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Check now</source>
            <translation>Jetzt prüfen</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Repair</source>
            <translation>Reparieren</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Save report…</source>
            <translation>Bericht speichern…</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Last check: {time}. {summary}.</source>
            <translation>Letzte Prüfung: {time}. {summary}.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Save report</source>
            <translation>Bericht speichern</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Data</source>
            <translation>Daten</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Decoys</source>
            <translation>Köder</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Free on disk</source>
            <translation>Frei auf dem Datenträger</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <location filename="../../app/views/recovery_sheets.py" />
            <source>Text (*.txt)</source>
            <translation>Text (*.txt)</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Protection</source>
            <translation>Schutz</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <location filename="../../app/widgets/space_bar.py" />
            <source>Space</source>
            <translation>Platz</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Map</source>
            <translation>Karte</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>A column for each group of rows, a cell for each of its files on disk. What is data and what is noise, only the key tells.</source>
            <translation>Eine Spalte für jede Gruppe von Reihen, ein Kästchen für jede ihrer Dateien auf dem Datenträger. Was Daten sind und was Rauschen, weiß nur der Schlüssel.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>{files} in {folders}, {size} of content. Room for {free} more.</source>
            <translation>{files}, {folders}, {size} Inhalt. Platz für weitere {free}.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Repairing</source>
            <translation>Wird repariert</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>Checking every piece</source>
            <translation>Alle Teile werden geprüft</translation>
        </message>
        <message>
            <location filename="../../app/views/health_page.py" />
            <source>A check was broken off at {percent} %; the next one goes on from there.</source>
            <translation>Eine Prüfung wurde bei {percent} % abgebrochen; die nächste macht dort weiter.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Due: it begins by itself while the vault is open.</source>
            <translation>Fällig: Sie beginnt von selbst, solange der Tresor offen ist.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Every day</source>
            <translation>Jeden Tag</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Every week</source>
            <translation>Jede Woche</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Every 30 days</source>
            <translation>Alle 30 Tage</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Every 90 days</source>
            <translation>Alle 90 Tage</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Never by itself</source>
            <translation>Nie von selbst</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Due. Open the vault for writing to have it checked.</source>
            <translation>Fällig. Öffnen Sie den Tresor zum Schreiben, damit er geprüft wird.</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Check by itself</source>
            <translation>Von selbst prüfen</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/health_schedule.py" />
            <source>Every %n hours</source>
            <extracomment>For one: Every hour</extracomment>
            <translation>
                <numerusform>Jede Stunde</numerusform>
                <numerusform>Alle %n Stunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/health_schedule.py" />
            <source>Every %n days</source>
            <extracomment>For one: Every day</extracomment>
            <translation>
                <numerusform>Jeden Tag</numerusform>
                <numerusform>Alle %n Tage</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Check by itself:</source>
            <translation>Von selbst prüfen:</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Checking by itself, a little at a time</source>
            <translation>Prüft von selbst, Stück für Stück</translation>
        </message>
        <message>
            <location filename="../../app/views/health_schedule.py" />
            <source>Next: {when}</source>
            <translation>Nächste: {when}</translation>
        </message>
        <message>
            <location filename="../../app/views/icon_view.py" />
            <source>Files as icons</source>
            <translation>Dateien als Symbole</translation>
        </message>
        <message>
            <location filename="../../app/views/lock_dialog.py" />
            <source>Second passphrase</source>
            <translation>Zweite Passphrase</translation>
        </message>
        <message>
            <location filename="../../app/views/lock_dialog.py" />
            <source>Second passphrase again</source>
            <translation>Zweite Passphrase noch einmal</translation>
        </message>
        <message>
            <location filename="../../app/views/main_window.py" />
            <source>Where is the vault now?</source>
            <translation>Wo ist der Tresor jetzt?</translation>
        </message>
        <message>
            <location filename="../../app/views/main_window.py" />
            <source>Choose a vault's folder</source>
            <translation>Ordner eines Tresors wählen</translation>
        </message>
        <message>
            <location filename="../../app/views/main_window.py" />
            <location filename="../../app/views/sidebar.py" />
            <source>Add vault</source>
            <translation>Tresor hinzufügen</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Show files</source>
            <translation>Dateien zeigen</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Open the drive in the file manager</source>
            <translation>Das Laufwerk in der Dateiverwaltung öffnen</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Mount as drive</source>
            <translation>Als Laufwerk einhängen</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Lock while something runs?</source>
            <translation>Sperren, während etwas läuft?</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Cancel it and lock</source>
            <translation>Abbrechen und sperren</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <location filename="../../app/views/properties_dialog.py" />
            <source>Health</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Ways in</source>
            <translation>Zugänge</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Unmount</source>
            <translation>Aushängen</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Lock anyway</source>
            <translation>Trotzdem sperren</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>Unmount anyway</source>
            <translation>Trotzdem aushängen</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>{state} at {place}</source>
            <translation>{state} unter {place}</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>{state}, read-only</source>
            <translation>{state}, nur lesbar</translation>
        </message>
        <message>
            <location filename="../../app/views/open_page.py" />
            <source>No program was found for {file}.</source>
            <translation>Für {file} wurde kein Programm gefunden.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/properties_dialog.py" />
            <source>%n bytes</source>
            <extracomment>For one: %n byte</extracomment>
            <translation>
                <numerusform>%n Byte</numerusform>
                <numerusform>%n Byte</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>no damage seen</source>
            <translation>kein Schaden bemerkt</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/properties_dialog.py" />
            <source>%n pieces of 8 KiB, parity included</source>
            <extracomment>For one: %n piece of 8 KiB, parity included</extracomment>
            <translation>
                <numerusform>%n Teil von 8 KiB, samt Parität</numerusform>
                <numerusform>%n Teile von 8 KiB, samt Parität</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/properties_dialog.py" />
            <source>%n damaged pieces seen; check the vault's health</source>
            <extracomment>For one: %n damaged piece seen; check the vault's health</extracomment>
            <translation>
                <numerusform>%n beschädigtes Teil bemerkt; prüfen Sie den Zustand des Tresors</numerusform>
                <numerusform>%n beschädigte Teile bemerkt; prüfen Sie den Zustand des Tresors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/properties_dialog.py" />
            <source>%n others</source>
            <extracomment>For one: %n other</extracomment>
            <translation>
                <numerusform>%n anderes</numerusform>
                <numerusform>%n andere</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Holds</source>
            <translation>Enthält</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>On disk</source>
            <translation>Auf dem Datenträger</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>inside the index</source>
            <translation>im Index</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Created</source>
            <translation>Angelegt</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Changed</source>
            <translation>Zustand geändert</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Permissions</source>
            <translation>Rechte</translation>
        </message>
        <message>
            <location filename="../../app/views/properties_dialog.py" />
            <source>Hard links</source>
            <translation>Harte Verknüpfungen</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>Save the recovery key</source>
            <translation>Wiederherstellungsschlüssel speichern</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>Save to a file…</source>
            <translation>In eine Datei speichern…</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>Print…</source>
            <translation>Drucken…</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>Saved. Move the file to a safe place, away from this machine.</source>
            <translation>Gespeichert. Bringen Sie die Datei an einen sicheren Ort, weg von diesem Rechner.</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>SigmaVault recovery key

Vault: {vault}

{key}

{words}

Whoever has this key can open the vault. Keep it where the vault is not.
</source>
            <translation>SigmaVault-Wiederherstellungsschlüssel

Tresor: {vault}

{key}

{words}

Wer diesen Schlüssel hat, kann den Tresor öffnen. Verwahren Sie ihn dort, wo der Tresor nicht ist.
</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>{vault} recovery key.pdf</source>
            <translation>{vault} Wiederherstellungsschlüssel.pdf</translation>
        </message>
        <message>
            <location filename="../../app/views/recovery_sheets.py" />
            <source>PDF, to print (*.pdf)</source>
            <translation>PDF, zum Drucken (*.pdf)</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>What is to open the vault afterwards has to be given here:</source>
            <translation>Was den Tresor danach öffnen soll, muss hier angegeben werden:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Change the passphrase too</source>
            <translation>Auch die Passphrase ändern</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>New passphrase</source>
            <translation>Neue Passphrase</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>New passphrase again</source>
            <translation>Neue Passphrase noch einmal</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>The security key that is plugged in</source>
            <translation>Der Sicherheitsschlüssel, der eingesteckt ist</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Continue</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>This device stays a way in. What else is to stay one, give it here:</source>
            <translation>Dieses Gerät bleibt ein Zugang. Was außerdem einer bleiben soll, hier angeben:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Recovery key in words</source>
            <translation>Wiederherstellungsschlüssel in Wörtern</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>I have kept the new recovery key</source>
            <translation>Ich habe den neuen Wiederherstellungsschlüssel verwahrt</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Give the vault the new key</source>
            <translation>Dem Tresor den neuen Schlüssel geben</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Opens it afterwards:</source>
            <translation>Öffnet ihn danach:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>A new key for this vault</source>
            <translation>Ein neuer Schlüssel für diesen Tresor</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Changing a passphrase takes a moment, but an old copy of the vault still opens with the old one. With a new key everything is sealed anew, in the background and while you go on working; afterwards nothing that was revoked opens anything on the disk. Copies made before stay as readable as they were.</source>
            <translation>Eine Passphrase ist in einem Augenblick geändert, aber eine alte Kopie des Tresors öffnet sich weiter mit der alten. Mit einem neuen Schlüssel wird alles neu versiegelt, im Hintergrund und während Sie weiterarbeiten; danach öffnet nichts Widerrufenes mehr etwas auf der Platte. Früher gemachte Kopien bleiben so lesbar, wie sie waren.</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>Opens nothing afterwards:</source>
            <translation>Öffnet danach nichts mehr:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>New recovery key:</source>
            <translation>Neuer Wiederherstellungsschlüssel:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <location filename="../../app/views/ways_dialogs.py" />
            <source>The same in words:</source>
            <translation>Derselbe in Wörtern:</translation>
        </message>
        <message>
            <location filename="../../app/views/rekey_dialogs.py" />
            <source>This is what will change</source>
            <translation>Das wird sich ändern</translation>
        </message>
        <message>
            <location filename="../../app/views/report_dialog.py" />
            <source>Unexpected error</source>
            <translation>Unerwarteter Fehler</translation>
        </message>
        <message>
            <location filename="../../app/views/report_dialog.py" />
            <source>Report</source>
            <translation>Bericht</translation>
        </message>
        <message>
            <location filename="../../app/views/report_dialog.py" />
            <source>Copy report</source>
            <translation>Bericht kopieren</translation>
        </message>
        <message>
            <location filename="../../app/views/report_dialog.py" />
            <source>SigmaVault made a mistake</source>
            <translation>SigmaVault hat einen Fehler gemacht</translation>
        </message>
        <message>
            <location filename="../../app/views/report_dialog.py" />
            <source>Your vaults are safe: what was being done was left undone. The report below has no names and no secrets in it.</source>
            <translation>Ihre Tresore sind sicher: Was gerade geschah, blieb ungetan. Der Bericht hier enthält keine Namen und keine Geheimnisse.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>That does not open this header. It takes a passphrase or key of its time.</source>
            <translation>Das öffnet diesen Kopf nicht. Nötig ist eine Passphrase oder ein Schlüssel aus seiner Zeit.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>This header belongs to the vault. It opens with what you have just entered.</source>
            <translation>Dieser Kopf gehört zum Tresor. Er lässt sich mit dem öffnen, was Sie gerade eingegeben haben.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>This header belongs to the vault, and is the one that it has now.</source>
            <translation>Dieser Kopf gehört zum Tresor und ist der, den er jetzt hat.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>This header belongs to the vault, and is not the one that it has now.</source>
            <translation>Dieser Kopf gehört zum Tresor und ist nicht der, den er jetzt hat.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Restore the header</source>
            <translation>Kopf wiederherstellen</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>The saved header</source>
            <translation>Der gespeicherte Kopf</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Passphrase of the time when it was saved</source>
            <translation>Passphrase aus der Zeit, als er gespeichert wurde</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Use the recovery key</source>
            <translation>Wiederherstellungsschlüssel verwenden</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Deriving the key</source>
            <translation>Der Schlüssel wird abgeleitet</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Check</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Choose the saved header</source>
            <translation>Gespeicherten Kopf wählen</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/restore_dialog.py" />
            <source>%n older passphrases or keys open the vault again.</source>
            <extracomment>For one: %n older passphrase or key opens the vault again.</extracomment>
            <translation>
                <numerusform>%n ältere Passphrase oder älterer Schlüssel öffnet den Tresor wieder.</numerusform>
                <numerusform>%n ältere Passphrasen oder Schlüssel öffnen den Tresor wieder.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/restore_dialog.py" />
            <source>%n passphrases or keys of now open nothing any more.</source>
            <extracomment>For one: %n passphrase or key of now opens nothing any more.</extracomment>
            <translation>
                <numerusform>%n jetzige Passphrase oder jetziger Schlüssel öffnet nichts mehr.</numerusform>
                <numerusform>%n jetzige Passphrasen oder Schlüssel öffnen nichts mehr.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>A copy of the header that was saved earlier takes the place of the vault's own. The files in the vault are not touched. Afterwards the vault opens with the passphrase and the recovery key of the time when the copy was saved.</source>
            <translation>Eine früher gespeicherte Kopie des Kopfes kommt an die Stelle des Kopfes im Tresor. Die Dateien im Tresor bleiben unberührt. Danach öffnen den Tresor die Passphrase und der Wiederherstellungsschlüssel aus der Zeit, als die Kopie gespeichert wurde.</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Use the passphrase</source>
            <translation>Passphrase verwenden</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Replace the header</source>
            <translation>Kopf ersetzen</translation>
        </message>
        <message>
            <location filename="../../app/views/restore_dialog.py" />
            <source>Restore the header of “{name}”</source>
            <translation>Kopf von „{name}“ wiederherstellen</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Open for reading only</source>
            <translation>Nur zum Lesen öffnen</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>Use this copy from now on</source>
            <translation>Diese Kopie benutzen</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>Nothing was written to it, and nothing is lost by looking: if you open it for reading only, you can copy out what you need.</source>
            <translation>Nichts wurde in ihn geschrieben, und durch Ansehen geht nichts verloren: Wenn Sie ihn nur zum Lesen öffnen, können Sie herauskopieren, was Sie brauchen.</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>If you restored a backup yourself, go on with this copy: this computer then takes it for the newest one. If you did not, somebody or something else has exchanged the vault's files: a sync service, a failing disk, or somebody who wants you to work with old content. Look for the newer copy first.</source>
            <translation>Wenn Sie selbst eine Sicherung zurückgespielt haben, machen Sie mit dieser Kopie weiter: Dieser Rechner hält sie dann für die neueste. Wenn nicht, hat jemand oder etwas anderes die Dateien des Tresors ausgetauscht: ein Abgleichdienst, ein sterbender Datenträger, oder jemand, der Sie mit altem Inhalt arbeiten lassen will. Suchen Sie zuerst die neuere Kopie.</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>“{name}” is older than it should be</source>
            <translation>„{name}“ ist älter, als er sein sollte</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>This computer last saw a newer state of it on {when} (generation {newer}; this one is {older}). Either an older copy was put in its place, or damage has taken its newest state. What was changed in between is not in this copy.</source>
            <translation>Dieser Rechner hat zuletzt einen neueren Stand gesehen: {when} (Generation {newer}; diese ist {older}). Entweder wurde eine ältere Kopie an seine Stelle gelegt, oder ein Schaden hat den neuesten Stand genommen. Was dazwischen geändert wurde, ist nicht in dieser Kopie.</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>The header of “{name}” is older than it should be</source>
            <translation>Der Kopf von „{name}“ ist älter, als er sein sollte</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>Its files are the newest, but its header is from before {when}, when this computer last saw a newer one. Passphrases and recovery keys of that time open the vault again, and those set later do not.</source>
            <translation>Seine Dateien sind die neuesten, aber sein Kopf ist älter als der, den dieser Rechner zuletzt gesehen hat ({when}). Passphrasen und Wiederherstellungsschlüssel von damals öffnen den Tresor wieder, später gesetzte nicht.</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>“{name}” is another copy than the one you used last</source>
            <translation>„{name}“ ist eine andere Kopie als die zuletzt benutzte</translation>
        </message>
        <message>
            <location filename="../../app/views/rollback_dialog.py" />
            <source>This copy has parted from the one that this computer last saw on {when}, and both were changed since. What was changed in the one is not in the other.</source>
            <translation>Diese Kopie hat sich von der getrennt, die dieser Rechner zuletzt gesehen hat ({when}), und beide wurden seitdem geändert. Was in der einen geändert wurde, ist nicht in der anderen.</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Search by name; * and ? stand for anything</source>
            <translation>Nach Namen suchen; * und ? stehen für Beliebiges</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Search by name</source>
            <translation>Nach Namen suchen</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Whole vault</source>
            <translation>Ganzer Tresor</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>This folder</source>
            <translation>Dieser Ordner</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>This folder, and all folders below it</source>
            <translation>Dieser Ordner und alle Ordner darunter</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Stop searching</source>
            <translation>Suche anhalten</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Close the search (Esc)</source>
            <translation>Suche schließen (Esc)</translation>
        </message>
        <message>
            <location filename="../../app/views/search_bar.py" />
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The header of this vault is gone, and without it nothing can be read. If you have saved a copy of it, restore that; all the rest is as it was. If its creation was interrupted, delete the folder.</source>
            <translation>Der Kopf dieses Tresors ist weg, und ohne ihn lässt sich nichts lesen. Wenn Sie eine Kopie von ihm gespeichert haben, stellen Sie diese wieder her; alles andere ist, wie es war. Falls das Anlegen unterbrochen wurde, löschen Sie den Ordner.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The header of this vault is damaged in every copy, and without it nothing can be read. If you have saved a copy of it, restore that; all the rest is as it was.</source>
            <translation>Der Kopf dieses Tresors ist in jeder Kopie beschädigt, und ohne ihn lässt sich nichts lesen. Wenn Sie eine Kopie von ihm gespeichert haben, stellen Sie diese wieder her; alles andere ist, wie es war.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>This desktop has no keyring that could remember a passphrase.</source>
            <translation>Diese Arbeitsumgebung hat keinen Schlüsselbund, der sich eine Passphrase merken könnte.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The keyring here is not encrypted, and is given no passphrase.</source>
            <translation>Der Schlüsselbund hier ist nicht verschlüsselt und bekommt keine Passphrase.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The keyring stayed locked. The passphrase was neither saved nor read.</source>
            <translation>Der Schlüsselbund blieb gesperrt. Die Passphrase wurde weder gespeichert noch gelesen.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The keyring does not answer. The passphrase was neither saved nor read.</source>
            <translation>Der Schlüsselbund antwortet nicht. Die Passphrase wurde weder gespeichert noch gelesen.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The keyring refused. What it keeps for this vault is as it was.</source>
            <translation>Der Schlüsselbund hat abgelehnt. Was er für diesen Tresor aufbewahrt, ist wie zuvor.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The drive is in use by {holders}. Close what uses it and try again.</source>
            <translation>Das Laufwerk wird von {holders} benutzt. Schließen Sie, was es benutzt, und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>Close it there, or unmount it, and try again.</source>
            <translation>Schließen Sie ihn dort, oder hängen Sie ihn aus, und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>Nothing was changed. Keep the folder as it is, and restore it from a backup.</source>
            <translation>Nichts wurde geändert. Lassen Sie den Ordner, wie er ist, und stellen Sie ihn aus einer Sicherung wieder her.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The header was changed, or is damaged; the passphrase was not tried. If you have saved a copy of the header, restore that.</source>
            <translation>Der Kopf wurde verändert oder ist beschädigt; die Passphrase wurde nicht ausprobiert. Wenn Sie eine Kopie des Kopfes gespeichert haben, stellen Sie diese wieder her.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>Nothing was changed. Open it with the version that it was made with, or a newer one.</source>
            <translation>Nichts wurde verändert. Öffnen Sie ihn mit der Version, mit der er angelegt wurde, oder einer neueren.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>Nothing was changed. Make room on the disk, or delete something in the vault.</source>
            <translation>Nichts wurde geändert. Schaffen Sie Platz auf dem Datenträger, oder löschen Sie etwas im Tresor.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>That did not open the vault. Check the passphrase and try again.</source>
            <translation>Das hat den Tresor nicht geöffnet. Prüfen Sie die Passphrase, und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>This copy of the vault is not the newest that this computer has seen.</source>
            <translation>Diese Kopie des Tresors ist nicht die neueste, die dieser Rechner gesehen hat.</translation>
        </message>
        <message>
            <location filename="../../app/views/sentences.py" />
            <source>The drive is in use. Close what uses it and try again.</source>
            <translation>Das Laufwerk wird benutzt. Schließen Sie, was es benutzt, und versuchen Sie es noch einmal.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/sentences.py" />
            <source>{names} and %n more</source>
            <translation>
                <numerusform>{names} und %n weiteren</numerusform>
                <numerusform>{names} und %n weiteren</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Like the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>High contrast</source>
            <translation>Hoher Kontrast</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <location filename="../../app/views/sidebar.py" />
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Appearance</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Stay in the tray when the window is closed</source>
            <translation>Im Infobereich bleiben, wenn das Fenster geschlossen wird</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Start, without a window, when I log in</source>
            <translation>Bei der Anmeldung starten, ohne Fenster</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Lock all vaults when the machine sleeps or the screen locks</source>
            <translation>Tresore bei Ruhezustand oder Bildschirmsperre sperren</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Show files whose names begin with a dot</source>
            <translation>Dateien zeigen, deren Namen mit einem Punkt beginnen</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Show the preview beside the files</source>
            <translation>Die Vorschau neben den Dateien zeigen</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Vault settings</source>
            <translation>Einstellungen des Tresors</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Never</source>
            <translation>Nie</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source> minutes</source>
            <translation> Minuten</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Lock when not used for</source>
            <translation>Sperren, wenn unbenutzt seit</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Mount at</source>
            <translation>Einhängen unter</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Mount at an empty folder</source>
            <translation>In einen leeren Ordner einhängen</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>Another language is spoken from the next start on.</source>
            <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
        </message>
        <message>
            <location filename="../../app/views/settings_dialog.py" />
            <source>This desktop has no tray; closing the window ends SigmaVault.</source>
            <translation>Diese Arbeitsumgebung hat keinen Infobereich; mit dem Fenster endet SigmaVault.</translation>
        </message>
        <message>
            <location filename="../../app/views/sidebar.py" />
            <source>Vaults</source>
            <translation>Tresore</translation>
        </message>
        <message>
            <location filename="../../app/views/sidebar.py" />
            <source>How fast vaults are on this computer</source>
            <translation>Wie schnell Tresore auf diesem Computer sind</translation>
        </message>
        <message>
            <location filename="../../app/views/sidebar.py" />
            <source>Create a new vault…</source>
            <translation>Neuen Tresor anlegen…</translation>
        </message>
        <message>
            <location filename="../../app/views/sidebar.py" />
            <location filename="../../app/views/welcome_page.py" />
            <source>Add an existing vault…</source>
            <translation>Vorhandenen Tresor hinzufügen…</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/transfers.py" />
            <source>Importing %n items</source>
            <extracomment>For one: Importing %n item</extracomment>
            <translation>
                <numerusform>%n Eintrag wird importiert</numerusform>
                <numerusform>%n Einträge werden importiert</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/transfers.py" />
            <source>Exporting %n items</source>
            <extracomment>For one: Exporting %n item</extracomment>
            <translation>
                <numerusform>%n Eintrag wird exportiert</numerusform>
                <numerusform>%n Einträge werden exportiert</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/transfers.py" />
            <source>%n files not transferred</source>
            <extracomment>For one: %n file not transferred</extracomment>
            <translation>
                <numerusform>%n Datei nicht übertragen</numerusform>
                <numerusform>%n Dateien nicht übertragen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Imported {what}, {size}.</source>
            <translation>{what} importiert, {size}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/transfers.py" />
            <source>%n files could not be read or written.</source>
            <extracomment>For one: %n file could not be read or written.</extracomment>
            <translation>
                <numerusform>%n Datei konnte nicht gelesen oder geschrieben werden.</numerusform>
                <numerusform>%n Dateien konnten nicht gelesen oder geschrieben werden.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Details…</source>
            <translation>Einzelheiten…</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Not transferred</source>
            <translation>Nicht übertragen</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Files that were not transferred</source>
            <translation>Dateien, die nicht übertragen wurden</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Cancelled; nothing was imported.</source>
            <translation>Abgebrochen; nichts wurde importiert.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Nothing was imported.</source>
            <translation>Nichts wurde importiert.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Move originals to the trash</source>
            <translation>Originale in den Papierkorb</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Moving originals to the trash</source>
            <translation>Originale kommen in den Papierkorb</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Cancelled; files that were complete are there.</source>
            <translation>Abgebrochen; Dateien, die fertig waren, sind da.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/transfers.py" />
            <source>%n files skipped.</source>
            <extracomment>For one: %n file skipped.</extracomment>
            <translation>
                <numerusform>%n Datei übersprungen.</numerusform>
                <numerusform>%n Dateien übersprungen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Everything else was. These are unchanged where they were.</source>
            <translation>Alles andere wurde übertragen. Diese hier sind unverändert, wo sie waren.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Importing “{name}”</source>
            <translation>„{name}“ wird importiert</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>The originals are still where they were, unencrypted.</source>
            <translation>Die Originale liegen noch, wo sie waren, unverschlüsselt.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>The originals are in the desktop's trash. Empty it to delete them for good.</source>
            <translation>Die Originale sind im Papierkorb der Arbeitsumgebung. Leeren Sie ihn, um sie endgültig zu löschen.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Exporting “{name}”</source>
            <translation>„{name}“ wird exportiert</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Exported {what}, {size}.</source>
            <translation>{what} exportiert, {size}.</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>{files} and {folders}</source>
            <translation>{files} und {folders}</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>“{name}”</source>
            <translation>„{name}“</translation>
        </message>
        <message>
            <location filename="../../app/views/transfers.py" />
            <source>Could not be moved to the trash: {names}.</source>
            <translation>Konnte nicht in den Papierkorb gelegt werden: {names}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/trash_dialog.py" />
            <source>%n entries. They take space until the trash is emptied.</source>
            <extracomment>For one: %n entry. It takes space until the trash is emptied.</extracomment>
            <translation>
                <numerusform>%n Eintrag. Er braucht Platz, bis der Papierkorb geleert wird.</numerusform>
                <numerusform>%n Einträge. Sie brauchen Platz, bis der Papierkorb geleert wird.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Trash</source>
            <translation>Papierkorb</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Loading…</source>
            <translation>Wird geladen…</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>The trash is empty.</source>
            <translation>Der Papierkorb ist leer.</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Put back</source>
            <translation>Zurücklegen</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Empty trash</source>
            <translation>Papierkorb leeren</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <location filename="../../app/widgets/theme.py" />
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Where it was</source>
            <translation>Wo es war</translation>
        </message>
        <message>
            <location filename="../../app/views/trash_dialog.py" />
            <source>Deleted</source>
            <translation>Gelöscht</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/trash_dialog.py" />
            <source>The latest %n are shown.</source>
            <extracomment>For one: The latest is shown.</extracomment>
            <translation>
                <numerusform>Der letzte wird gezeigt.</numerusform>
                <numerusform>Die letzten %n werden gezeigt.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Remember the passphrase (the keyring does not answer)</source>
            <translation>Passphrase merken (der Schlüsselbund antwortet nicht)</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Remember the passphrase (this desktop has no keyring)</source>
            <translation>Passphrase merken (diese Arbeitsumgebung hat keinen Schlüsselbund)</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Remember the passphrase (the keyring here is not encrypted)</source>
            <translation>Passphrase merken (der Schlüsselbund hier ist nicht verschlüsselt)</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Use a keyfile</source>
            <translation>Schlüsseldatei verwenden</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Use this device</source>
            <translation>Dieses Gerät verwenden</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Use a security key</source>
            <translation>Sicherheitsschlüssel verwenden</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>This is a recovery key, but not one of this vault.</source>
            <translation>Das ist ein Wiederherstellungsschlüssel, aber keiner dieses Tresors.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>That did not open the vault. Check the keyfile, and the passphrase.</source>
            <translation>Das hat den Tresor nicht geöffnet. Prüfen Sie die Schlüsseldatei und die Passphrase.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>This device does not open the vault any more. Try another way.</source>
            <translation>Dieses Gerät öffnet den Tresor nicht mehr. Versuchen Sie einen anderen Weg.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Remember the passphrase in the keyring</source>
            <translation>Passphrase im Schlüsselbund merken</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>The saved passphrase does not open this vault any more; it was forgotten.</source>
            <translation>Die gespeicherte Passphrase öffnet diesen Tresor nicht mehr; sie wurde vergessen.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Other ways…</source>
            <translation>Andere Wege…</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>The vault is busy; try again in a moment.</source>
            <translation>Der Tresor ist beschäftigt; versuchen Sie es gleich noch einmal.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>Unlock {vault}</source>
            <translation>{vault} entsperren</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>The passphrase was taken from the keyring.</source>
            <translation>Die Passphrase kam aus dem Schlüsselbund.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_dialog.py" />
            <source>The vault stays locked. Nothing was written to it.</source>
            <translation>Der Tresor bleibt gesperrt. Nichts wurde in ihn geschrieben.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Passphrase, if it takes one too</source>
            <translation>Passphrase, falls auch eine verlangt ist</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Enter the passphrase of this vault.</source>
            <translation>Geben Sie die Passphrase dieses Tresors ein.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Unlock with the recovery key</source>
            <translation>Mit dem Wiederherstellungsschlüssel entsperren</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>The 14 groups that you kept when the vault was made, or the same in words; case and dashes do not matter.</source>
            <translation>Die 14 Gruppen, die Sie beim Anlegen des Tresors verwahrt haben, oder dasselbe in Wörtern; Groß- und Kleinschreibung und Striche sind gleichgültig.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Unlock with a keyfile</source>
            <translation>Mit einer Schlüsseldatei öffnen</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>The file that this vault was given as a key. It is only read.</source>
            <translation>Die Datei, die dieser Tresor als Schlüssel bekommen hat. Sie wird nur gelesen.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Unlock with this device</source>
            <translation>Mit diesem Gerät öffnen</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>This device has a key of its own for this vault; nothing has to be typed.</source>
            <translation>Dieses Gerät hat einen eigenen Schlüssel für diesen Tresor; es ist nichts einzugeben.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Unlock with a security key</source>
            <translation>Mit einem Sicherheitsschlüssel öffnen</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Plug it in, and touch it when it blinks.</source>
            <translation>Stecken Sie ihn ein, und berühren Sie ihn, wenn er blinkt.</translation>
        </message>
        <message>
            <location filename="../../app/views/unlock_pages.py" />
            <source>Unlock “{vault}”</source>
            <translation>„{vault}“ entsperren</translation>
        </message>
        <message>
            <location filename="../../app/views/vault_menu.py" />
            <source>Settings…</source>
            <translation>Einstellungen…</translation>
        </message>
        <message>
            <location filename="../../app/views/vault_menu.py" />
            <source>Remove from the list</source>
            <translation>Aus der Liste entfernen</translation>
        </message>
        <message>
            <location filename="../../app/views/vault_menu.py" />
            <source>Forget the saved passphrase</source>
            <translation>Gespeicherte Passphrase vergessen</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>Something in the vault has lost content.</source>
            <translation>Etwas im Tresor hat Inhalt verloren.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>The vault is healthy: every piece is as it should be.</source>
            <translation>Der Tresor ist gesund: Jedes Teil ist, wie es sein soll.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/verdicts.py" />
            <source>Reading met %n damaged pieces.</source>
            <extracomment>For one: Reading met %n damaged piece.</extracomment>
            <translation>
                <numerusform>Beim Lesen fand sich %n beschädigtes Teil.</numerusform>
                <numerusform>Beim Lesen fanden sich %n beschädigte Teile.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>Check the vault to see what else is damaged.</source>
            <translation>Prüfen Sie den Tresor, um zu sehen, was noch beschädigt ist.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>This vault has not been checked yet.</source>
            <translation>Dieser Tresor wurde noch nicht geprüft.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>A check reads and verifies every piece in use. It does not disturb your work.</source>
            <translation>Eine Prüfung liest und prüft jedes benutzte Teil. Sie stört Ihre Arbeit nicht.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/views/verdicts.py" />
            <source>%n files have lost content.</source>
            <extracomment>For one: %n file has lost content.</extracomment>
            <translation>
                <numerusform>%n Datei hat Inhalt verloren.</numerusform>
                <numerusform>%n Dateien haben Inhalt verloren.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>Nothing is lost. Some pieces are damaged and can be repaired.</source>
            <translation>Nichts ist verloren. Einige Teile sind beschädigt und können repariert werden.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>The check was cancelled; so far all is well.</source>
            <translation>Die Prüfung wurde abgebrochen; bis dahin war alles in Ordnung.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>Everything was repaired. The vault is healthy.</source>
            <translation>Alles wurde repariert. Der Tresor ist gesund.</translation>
        </message>
        <message>
            <location filename="../../app/views/verdicts.py" />
            <source>The vault was healthy when it was last checked.</source>
            <translation>Bei der letzten Prüfung war der Tresor gesund.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Passphrase again</source>
            <translation>Passphrase noch einmal</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Name, such as “Laptop” (may be left out)</source>
            <translation>Name, etwa „Laptop“ (kann entfallen)</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Add a way to open this vault</source>
            <translation>Einen Zugang zu diesem Tresor hinzufügen</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Change this way</source>
            <translation>Diesen Zugang ändern</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Key:</source>
            <translation>Schlüssel:</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Change</source>
            <translation>Ändern</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Rename this way</source>
            <translation>Diesen Zugang umbenennen</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>Keep the new recovery key</source>
            <translation>Bewahren Sie den neuen Wiederherstellungsschlüssel auf</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_dialogs.py" />
            <source>It is shown only now, and stored nowhere. Write it down, and keep it where the vault is not. The recovery key before it opens nothing any more.</source>
            <translation>Er wird nur jetzt gezeigt und nirgends gespeichert. Schreiben Sie ihn auf und bewahren Sie ihn dort auf, wo der Tresor nicht ist. Der bisherige Wiederherstellungsschlüssel öffnet nichts mehr.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Ways to open this vault</source>
            <translation>Zugänge zu diesem Tresor</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Add…</source>
            <translation>Hinzufügen…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Rename…</source>
            <translation>Umbenennen…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Change…</source>
            <translation>Ändern…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Remove…</source>
            <translation>Entfernen…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>New recovery key…</source>
            <translation>Neuer Wiederherstellungsschlüssel…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>New key for the vault…</source>
            <translation>Neuer Schlüssel für den Tresor…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Moving to the new key</source>
            <translation>Umzug zum neuen Schlüssel</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Make a new recovery key?</source>
            <translation>Einen neuen Wiederherstellungsschlüssel erzeugen?</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>The one that you have kept opens nothing any more as soon as the new one is made.</source>
            <translation>Der, den Sie aufbewahrt haben, öffnet nichts mehr, sobald der neue erzeugt ist.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Make it</source>
            <translation>Erzeugen</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>The old key is kept for what cannot be read any more: {names}. Repair the vault, or delete these files.</source>
            <translation>Der alte Schlüssel wird behalten für das, was nicht mehr zu lesen ist: {names}. Reparieren Sie den Tresor, oder löschen Sie diese Dateien.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Changing the ways in</source>
            <translation>Zugänge werden geändert</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Since</source>
            <translation>Seit</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Any of them opens it. Changing or removing one is done at once and encrypts nothing again, so an old copy of the vault still opens with what it had then. To end that, give the vault a new key.</source>
            <translation>Jeder davon öffnet ihn. Einen zu ändern oder zu entfernen ist sofort getan und verschlüsselt nichts neu; eine alte Kopie des Tresors öffnet sich also weiter mit dem, was sie damals hatte. Um das zu beenden, geben Sie dem Tresor einen neuen Schlüssel.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Moving to the new key…</source>
            <translation>Umzug zum neuen Schlüssel…</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>{name} (opened with it)</source>
            <translation>{name} (damit geöffnet)</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Remove “{name}”?</source>
            <translation>„{name}“ entfernen?</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Everything is under the new key; the old one opens nothing.</source>
            <translation>Alles liegt unter dem neuen Schlüssel; der alte öffnet nichts mehr.</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>Moving to the new key: {percent} %</source>
            <translation>Umzug zum neuen Schlüssel: {percent} %</translation>
        </message>
        <message>
            <location filename="../../app/views/ways_page.py" />
            <source>The move to the new key has stopped; it is tried again by itself.</source>
            <translation>Der Umzug zum neuen Schlüssel ist stehen geblieben; er wird von selbst wieder versucht.</translation>
        </message>
        <message>
            <location filename="../../app/views/welcome_page.py" />
            <source>Welcome to SigmaVault</source>
            <translation>Willkommen bei SigmaVault</translation>
        </message>
        <message>
            <location filename="../../app/views/welcome_page.py" />
            <source>A vault is an encrypted folder that shows nothing and loses nothing. Create your first one, or add one that you have; you can also drop its folder here.</source>
            <translation>Ein Tresor ist ein verschlüsselter Ordner, der nichts zeigt und nichts verliert. Legen Sie Ihren ersten an, oder fügen Sie einen vorhandenen hinzu; Sie können auch seinen Ordner hierher ziehen.</translation>
        </message>
        <message>
            <location filename="../../app/views/welcome_page.py" />
            <source>Create a vault…</source>
            <translation>Tresor anlegen…</translation>
        </message>
        <message>
            <location filename="../../app/widgets/banner.py" />
            <source>Dismiss</source>
            <translation>Ausblenden</translation>
        </message>
        <message>
            <location filename="../../app/widgets/breadcrumb.py" />
            <source>Path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <location filename="../../app/widgets/breadcrumb.py" />
            <source>Go to {name}</source>
            <translation>Gehe zu {name}</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>nothing but noise</source>
            <translation>nichts als Rauschen</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>in use</source>
            <translation>benutzt</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>full</source>
            <translation>voll</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>was damaged, is repaired</source>
            <translation>war beschädigt, ist repariert</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>damaged, can be repaired</source>
            <translation>beschädigt, kann repariert werden</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>damaged beyond repair</source>
            <translation>unrettbar beschädigt</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>Map of the vault</source>
            <translation>Karte des Tresors</translation>
        </message>
        <message>
            <location filename="../../app/widgets/health_map.py" />
            <source>Group {group}, file {file}: {state}</source>
            <translation>Gruppe {group}, Datei {file}: {state}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/widgets/job_bar.py" />
            <source>{done} of %n rows</source>
            <extracomment>For one: {done} of %n row</extracomment>
            <translation>
                <numerusform>{done} von %n Reihe</numerusform>
                <numerusform>{done} von %n Reihen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>a moment left</source>
            <translation>gleich fertig</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/widgets/job_bar.py" />
            <source>%n more waiting</source>
            <translation>
                <numerusform>%n wartet noch</numerusform>
                <numerusform>%n warten noch</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>Go on</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>Pause</source>
            <translation>Anhalten</translation>
        </message>
        <message numerus="yes">
            <location filename="../../app/widgets/job_bar.py" />
            <source>{done} of %n items</source>
            <extracomment>For one: {done} of %n item</extracomment>
            <translation>
                <numerusform>{done} von %n Eintrag</numerusform>
                <numerusform>{done} von %n Einträgen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>{hours} h left</source>
            <translation>noch {hours} Std.</translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>{seconds} s left</source>
            <translation>noch {seconds} s</translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>{minutes} min left</source>
            <translation>noch {minutes} Min.</translation>
        </message>
        <message>
            <location filename="../../app/widgets/job_bar.py" />
            <source>paused</source>
            <translation>angehalten</translation>
        </message>
        <message>
            <location filename="../../app/widgets/keyfile.py" />
            <source>Choose the keyfile</source>
            <translation>Schlüsseldatei wählen</translation>
        </message>
        <message>
            <location filename="../../app/widgets/passphrase.py" />
            <source>Show passphrase</source>
            <translation>Passphrase zeigen</translation>
        </message>
        <message>
            <location filename="../../app/widgets/passphrase.py" />
            <source>Hide passphrase</source>
            <translation>Passphrase verbergen</translation>
        </message>
        <message>
            <location filename="../../app/widgets/path_edit.py" />
            <source>Path of a folder in the vault</source>
            <translation>Pfad eines Ordners im Tresor</translation>
        </message>
        <message>
            <location filename="../../app/widgets/strength.py" />
            <source>Strength of the passphrase</source>
            <translation>Stärke der Passphrase</translation>
        </message>
    </context>
</TS>
