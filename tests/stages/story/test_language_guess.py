import pytest

from dateline.stages.story.language_guess import guess_language

ENGLISH = "The foreign minister said on Monday that the talks would go on, and that both sides had agreed to meet again in June."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(ENGLISH, "en", id="English"),
        pytest.param("The ministers met on Friday.", "en", id="one English sentence"),
        pytest.param(
            "Der Außenminister sagte am Montag, die Gespräche würden fortgesetzt, beide Seiten hätten vereinbart, sich im Juni "
            "erneut zu treffen, um über die Lage an der Grenze zu beraten.",
            "de",
            id="German",
        ),
        pytest.param(
            "Le ministre des Affaires étrangères a déclaré lundi que les négociations se poursuivraient et que les deux parties "
            "étaient convenues de se rencontrer à nouveau en juin.",
            "fr",
            id="French",
        ),
        pytest.param("Министр иностранных дел заявил в понедельник, что переговоры будут продолжены в июне.", "ru", id="Russian"),
        pytest.param(
            "وقال وزير الخارجية يوم الاثنين إن المحادثات ستستمر وإن الجانبين اتفقا على اللقاء مجددا في يونيو.", "ar", id="Arabic"
        ),
        pytest.param("外交部长星期一表示，会谈将继续进行，双方同意六月再次会晤。", "zh", id="Chinese"),
        pytest.param("外相は月曜日、協議は続けられ、双方は六月に再び会うことで合意したと述べた。", "ja", id="Japanese"),
        pytest.param("שר החוץ אמר ביום שני כי השיחות יימשכו.", "he", id="Hebrew"),
    ],
)
def test_the_language_of_a_text_is_told(text, language):
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["", "2023: 4 + 5", "Xi Jinping, Vladimir Putin"])
def test_what_is_too_short_to_tell_is_what_the_page_declares(text):
    assert (guess_language(text), guess_language(text, declared="pt")) == (None, "pt")


def test_the_words_count_more_than_the_declaration():
    assert guess_language(ENGLISH, declared="de") == "en"
