"""The cases shipped with detente, those that people bring in a file, and a file to begin with."""

from dataclasses import replace
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from detente.errors import BadInput, CannotWrite, UnknownLabel
from detente.world import Case, case_in, country_in_prose

FOLDER = Path(__file__).parents[1] / "cases"
TEMPLATE = Path(__file__).with_name("case_template.toml")
ENDINGS = (".toml", ".json")


def shipped_cases() -> tuple[str, ...]:
    """Names of the cases that detente ships, in the order of the alphabet.

    Examples
    --------
    >>> "vladivostok-2019" in shipped_cases()
    True
    """
    return tuple(sorted(path.stem.replace("_", "-") for path in FOLDER.glob("*.toml")))


def load_case(name: Path | str) -> Case:
    """A shipped case by its name, or the case of a file.

    Parameters
    ----------
    name
        One of :func:`shipped_cases`, or the path of a file that ends in ``.toml`` or ``.json``.

    Raises
    ------
    UnknownLabel
        Neither a shipped case nor the path of a file; or a country, unit, source or fact that the
        file names and that is not known.
    BadInput
        No such file, or one that holds no case. Says where, what was found, and what to write.

    Examples
    --------
    >>> load_case("vladivostok-2019").pair
    ('RUS', 'PRK')
    """
    if Path(name).suffix.lower() in ENDINGS:
        return case_in(name)
    known = shipped_cases()
    if str(name) not in known:
        near = UnknownLabel.among("case", str(name), known)
        raise UnknownLabel(f"{near} A file of your own ends in .toml or .json.")
    return case_in(FOLDER / f"{str(name).replace('-', '_')}.toml")


def case_of_text(text: bytes, called: str) -> Case:
    r"""The case of a text in TOML that somebody sent.

    Parameters
    ----------
    called
        What refusals call it. No file of that name is read or written.

    Raises
    ------
    UnknownLabel, BadInput
        As :func:`load_case` does of a file.

    Examples
    --------
    >>> case_of_text(b'id = "a"\ntitle = "A"\npair = ["NLD", "DEU"]', "yours").pair
    ('NLD', 'DEU')
    """
    with TemporaryDirectory() as folder:
        place = Path(folder, "case.toml")
        place.write_bytes(text)
        try:
            return replace(case_in(place), file=called)
        except (BadInput, UnknownLabel) as refusal:
            raise type(refusal)(str(refusal).replace(str(place), called)) from None


def case_template(a: str, b: str) -> str:
    """A case file to begin with, in TOML: one entry of each kind, explained, to be replaced.

    Parameters
    ----------
    a, b
        ISO 3166-1 alpha-3 codes of two different countries.

    Raises
    ------
    BadInput
        One country twice.

    Examples
    --------
    >>> 'pair = ["NLD", "NOR"]' in case_template("NLD", "NOR")
    True
    """
    Case((a, b))
    names = {"a_name": country_in_prose(a), "b_name": country_in_prose(b)}
    names |= {"a_nl": country_in_prose(a, "nl"), "b_nl": country_in_prose(b, "nl")}
    text = Template(TEMPLATE.read_text(encoding="utf-8"))
    return text.substitute(a=a, b=b, id=f"{a}-{b}".lower(), **names)


def save_case_template(a: str, b: str, path: Path | str) -> Path:
    """Write :func:`case_template` to a file, and never over one.

    Raises
    ------
    BadInput
        One country twice; or a path that does not end in ``.toml``.
    CannotWrite
        With the reason: there is such a file already, or no such folder.
    """
    text, place = case_template(a, b), Path(path)
    if place.suffix.lower() != ".toml":
        raise BadInput(f"{place} does not end in .toml. Name the file after what it holds.")
    try:
        with place.open("x", encoding="utf-8", newline="\n") as file:
            try:
                file.write(text)
                file.flush()
            except OSError:
                place.unlink()
                raise
    except FileExistsError as cause:
        raise CannotWrite(f"{place} is there already, and stays as it is. Name another.") from cause
    except OSError as cause:
        raise CannotWrite(
            f"Cannot write {place}: {cause.strerror}. Name another file or folder."
        ) from cause
    return place
