"""A small BACI, invented, in the publisher's very format: what the tests of the store add to it."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HEADER = "t,i,j,k,v,q\n"
ROWS = {
    2021: "2021,528,579,010121,1.500,0.300\n2021,579,528,270900,900.000,2000.000\n",
    # Padded NA as the publisher writes it, codes with leading zeros, 490 for Taiwan.
    2022: (
        "2022,528,579,010121,2.000,0.500\n"
        "2022,528,579,010129,4.000,          NA\n"
        "2022,528,490,854231,30.000,0.001\n"
        "2022,579,528,270900,1000.000,2100.000\n"
        "2022,579,528,271121,500.000,700.000\n"
        "2022,490,528,854231,250.000,0.020\n"
        "2022,490,579,854231,50.000,0.004\n"
        "2022,697,528,010121,7.000,1.000\n"
    ),
}
COUNTRIES = (
    "country_code,country_name,country_iso2,country_iso3\n"
    "490,Other Asia not elsewhere specified,N/A,S19\n"
    "528,Netherlands,NL,NLD\n"
    "579,Norway,NO,NOR\n"
    "697,Europe EFTA not elsewhere specified,R2,R20\n"
)
PRODUCTS = (
    "code,description\n"
    '010121,"Horses: live, pure-bred breeding animals"\n'
    '010129,"Horses: live, other than pure-bred"\n'
    "270900,Oils: petroleum\n"
    "271121,Petroleum gases\n"
    "854231,Electronic integrated circuits\n"
)


def baci(
    path: Path,
    rows: dict[int, str] | None = None,
    countries: str = COUNTRIES,
    products: str = PRODUCTS,
    header: str = HEADER,
) -> Path:
    """Write a zip as CEPII publishes it."""
    files = {
        f"BACI_HS22_Y{year}_V202501.csv": header + lines
        for year, lines in (ROWS if rows is None else rows).items()
    }
    files["country_codes_V202501.csv"] = countries
    files["product_codes_HS22_V202501.csv"] = products
    with ZipFile(path, "w") as package:
        for name, text in files.items():
            package.writestr(ZipInfo(name), text, ZIP_DEFLATED)  # the same bytes on any day
    return path
