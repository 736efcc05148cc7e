"""Small files of several publishers, invented, each in its publisher's very format."""

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def packed(path: Path, **files: str) -> Path:
    """Write a zip of CSV files."""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(ZipInfo(f"{name}.csv"), text, ZIP_DEFLATED)  # the same bytes any day
    return path


# UN Digital Library: the header of the file of 2026, and that of 2025, without vote_note.
VOTES_HEADER = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,"
    "agenda_title,subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,"
    "total_ms,undl_link\n"
)


def vote(record: str, code: str, cast: str, session: str = "78", day: str = "2023-12-19") -> str:
    return (
        f'{record},{code},INVENTED,{cast},{day},{session},A/RES/78/1,A/78/L.1,,A/78/PV.50,"An '
        'invented title, with a comma : resolution / adopted by the General Assembly",Item,'
        "SUBJECT--WITH DASHES,,120.0,14.0,45.0,14.0,193.0,"
        f"https://digitallibrary.un.org/record/{record}\n"
    )


VOTES = VOTES_HEADER + "".join(
    [
        *(vote("1", code, cast) for code, cast in zip(("NLD", "NOR", "PRK"), "YYN", strict=True)),
        *(vote("2", code, cast) for code, cast in zip(("NLD", "NOR", "PRK"), "AYA", strict=True)),
        *(vote("3", code, cast) for code, cast in zip(("NLD", "NOR", "PRK"), "YXY", strict=True)),
        vote("4", "NLD", "Y", "ES-11", "2022-03-02"),
        vote("5", "YUG", "Y", "46", "1991-12-09"),
        vote("5", "NLD", "N", "46", "1991-12-09"),
    ]
)


# World Bank, API v2
def world_bank(*observations: tuple[str, str, float | None], **about: object) -> str:
    told = {"page": 1, "pages": 1, "per_page": 20000, "total": len(observations)}
    told |= {"sourceid": "2", "lastupdated": "2026-07-01", **about}
    return json.dumps(
        [
            told,
            [
                {
                    "indicator": {"id": "NY.GDP.MKTP.CD", "value": "GDP (current US$)"},
                    "country": {"id": code[:2], "value": f"Invented {code}"},
                    "countryiso3code": code,
                    "date": year,
                    "value": value,
                    "unit": "",
                    "obs_status": "",
                    "decimal": 0,
                }
                for code, year, value in observations
            ],
        ]
    )


GDP = world_bank(
    ("NLD", "2022", 1000.5), ("NOR", "2022", 600), ("PRK", "2022", None), ("WLD", "2022", 99999),
    ("NLD", "2021", 900),
)  # fmt: skip
WHY = "The provided parameter value is not valid."
REFUSED = json.dumps([{"message": [{"id": "120", "key": "Invalid value", "value": WHY}]}])

# CEPII Gravity: every column of V202211 in its order
GRAVITY_HEADER = (
    "year,country_id_o,country_id_d,iso3_o,iso3_d,iso3num_o,iso3num_d,country_exists_o,"
    "country_exists_d,gmt_offset_2020_o,gmt_offset_2020_d,distw_harmonic,distw_arithmetic,"
    "distw_harmonic_jh,distw_arithmetic_jh,dist,main_city_source_o,main_city_source_d,distcap,"
    "contig,diplo_disagreement,scaled_sci_2021,comlang_off,comlang_ethno,comcol,col45,legal_old_o,"
    "legal_old_d,legal_new_o,legal_new_d,comleg_pretrans,comleg_posttrans,transition_legalchange,"
    "comrelig,heg_o,heg_d,col_dep_ever,col_dep,col_dep_end_year,col_dep_end_conflict,empire,"
    "sibling_ever,sibling,sever_year,sib_conflict,pop_o,pop_d,gdp_o,gdp_d,gdpcap_o,gdpcap_d,"
    "pop_source_o,pop_source_d,gdp_source_o,gdp_source_d,gdp_ppp_o,gdp_ppp_d,gdpcap_ppp_o,"
    "gdpcap_ppp_d,pop_pwt_o,pop_pwt_d,gdp_ppp_pwt_o,gdp_ppp_pwt_d,gatt_o,gatt_d,wto_o,wto_d,eu_o,"
    "eu_d,fta_wto,fta_wto_raw,rta_coverage,rta_type,entry_cost_o,entry_cost_d,entry_proc_o,"
    "entry_proc_d,entry_time_o,entry_time_d,entry_tp_o,entry_tp_d,tradeflow_comtrade_o,"
    "tradeflow_comtrade_d,tradeflow_baci,manuf_tradeflow_baci,tradeflow_imf_o,tradeflow_imf_d"
)
GRAVITY_COLUMNS = GRAVITY_HEADER.split(",")


def gravity(*pairs: dict[str, object]) -> str:
    lines = [",".join(str(pair.get(column, "")) for column in GRAVITY_COLUMNS) for pair in pairs]
    return "\n".join([",".join(GRAVITY_COLUMNS), *lines]) + "\n"


def gravity_pair(a: str, b: str, **known: object) -> dict[str, object]:
    given = {"year": 2020, "iso3_o": a, "iso3_d": b, "country_exists_o": 1, "country_exists_d": 1}
    return given | {"contig": 0, "comlang_off": 0, "fta_wto": 1} | known


GRAVITY = gravity(
    gravity_pair("NLD", "NOR", distcap=915, distw_harmonic=800.5, pop_o=17000, gdp_o=900000.25),
    gravity_pair("NOR", "NLD", distcap=915, distw_harmonic=800.5, pop_o=5400, gdp_o=""),
    gravity_pair("DEU", "NLD", country_exists_o=0, distcap=1),  # a Germany that was not there
    gravity_pair("NLD", "DEU", country_exists_d=0, distcap=1),
)


# UN Comtrade, data/v1/get
def comtrade(*records: dict[str, object]) -> str:
    return json.dumps(
        {"elapsedTime": "0.10 secs", "count": len(records), "data": [*records], "error": ""}
    )


def report(reporter, flow, partner, code, value, weight=0, **other):
    return {
        "typeCode": "C",
        "freqCode": "A",
        "refPeriodId": 20220101,
        "refYear": 2022,
        "refMonth": 52,
        "period": "2022",
        "reporterCode": reporter[0],
        "reporterISO": reporter[1],
        "reporterDesc": None,
        "flowCode": flow,
        "flowDesc": None,
        "partnerCode": partner[0],
        "partnerISO": partner[1],
        "partnerDesc": None,
        "partner2Code": 0,
        "partner2ISO": "W00",
        "partner2Desc": None,
        "classificationCode": "H6",
        "classificationSearchCode": "HS",
        "isOriginalClassification": True,
        "cmdCode": code,
        "cmdDesc": None,
        "aggrLevel": len(code),
        "isLeaf": False,
        "customsCode": "C00",
        "customsDesc": None,
        "mosCode": "0",
        "motCode": 0,
        "motDesc": None,
        "qtyUnitCode": -1,
        "qtyUnitAbbr": None,
        "qty": None,
        "isQtyEstimated": False,
        "altQtyUnitCode": -1,
        "altQtyUnitAbbr": None,
        "altQty": None,
        "isAltQtyEstimated": False,
        "netWgt": weight,
        "isNetWgtEstimated": False,
        "grossWgt": 0,
        "isGrossWgtEstimated": False,
        "cifvalue": value if flow == "M" else None,
        "fobvalue": value if flow == "X" else None,
        "primaryValue": value,
        "legacyEstimationFlag": 0,
        "isReported": False,
        "isAggregate": True,
        **other,
    }


NLD, NOR, TAIWAN, WORLD = (528, "NLD"), (579, "NOR"), (490, "S19"), (0, "W00")
REPORTS = comtrade(
    report(NLD, "X", NOR, "27", 100.0, 2000.0),
    report(NOR, "M", NLD, "27", 110.0),
    report(NLD, "M", TAIWAN, "85", 50.5),
    report(NLD, "X", WORLD, "TOTAL", 9000.0),
    report(NLD, "X", NOR, "27", 60.0, motCode=2100),  # by sea: part of the first
    report(NLD, "RX", NOR, "27", 5.0),  # re-exports
)

# ITPD-E, release 2, with names
ITPDE = (
    "exporter_iso3,exporter_dynamic_code,exporter_name,importer_iso3,importer_dynamic_code,"
    "importer_name,year,industry_id,industry_descr,broad_sector,trade,flag_mirror,flag_zero\n"
    "NLD,NLD,Netherlands,NLD,NLD,Netherlands,2016,1,Wheat,Agriculture,12.5,0,p\n"
    'NLD,NLD,Netherlands,NOR,NOR,Norway,2016,30,"Mining, invented",Mining and Energy,1.5,1,p\n'
    "NOR,NOR,Norway,NLD,NLD,Netherlands,2016,30,Mining,Mining and Energy,0,0,u\n"
    "NOR,NOR,Norway,NLD,NLD,Netherlands,2017,30,Mining,Mining and Energy,2,0,p\n"
)


# OECD ICIO, the regular tables
def icio(inputs: dict[str, list[float]], taxes: list[float], added: list[float]) -> str:
    """Two countries, NLD and the rest of the world; A01_02 and C10T12; all six final uses."""
    industries = [f"{place}_{item}" for place in ("NLD", "ROW") for item in ("A01_02", "C10T12")]
    finals = [
        f"{place}_{item}"
        for place in ("NLD", "ROW")
        for item in ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR")
    ]
    columns = [*industries, *finals]
    output = [sum(inputs[i][j] for i in industries) + taxes[j] + added[j] for j in range(4)]
    lines = [[i, *inputs[i], sum(inputs[i])] for i in industries]
    for label, values in (("TLS", taxes), ("VA", added), ("OUT", output)):
        lines.append([label, *values, *[0.0] * len(finals), sum(values)])
    told = [["V1", *columns, "OUT"], *lines]
    return "".join(",".join(map(str, line)) + "\n" for line in told)


# Columns: four industries; then for each of two places HFCE, NPISH, GGFC, GFCF, INVNT, DPABR.
INPUTS = {
    "NLD_A01_02": [1.0, 2.0, 0.0, 3.0, 4.0, 0.5, 0.0, 0.0, -0.5, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    "NLD_C10T12": [0.0, 1.0, 0.0, 1.0, 9.0, 0.0, 0.0, 1.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    "ROW_A01_02": [1.0, 3.0, 5.0, 8.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    "ROW_C10T12": [2.0, 0.0, 6.0, 7.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 8.0, 0.0, 0.0, 0.0, 0.0, 0.0],
}
TAXES, ADDED = [0.5, 0.5, 1.0, 1.0], [6.5, 7.5, 16.0, 6.0]
ICIO = icio(INPUTS, TAXES, ADDED)


# TRAINS, by way of WITS: AVEMFN and AVEPref
MFN_HEADER = (
    "NomenCode,Reporter_ISO_N,Year,ProductCode,Sum_Of_Rates,Min_Rate,Max_Rate,SimpleAverage,"
    "Nbr_NA_Lines,Nbr_Free_Lines,Nbr_AVE_Lines,Nbr_Dutiable_Lines,TotalNoOfValidLines,"
    "TotalNoOfLines,EstCode\n"
)
MFN = MFN_HEADER + (
    "H5,578,2021,010121,0,0,0,0,0,1,0,0,1,1,E\n"
    "H5,578,2021,270900,30,10,20,15,0,0,1,2,2,2,E\n"
    "H5,918,2021,010121,11.5,11.5,11.5,11.5,1,0,1,1,1,2,E\n"
    "H5,36,2021,270900,,,,,3,0,0,0,0,3,E\n"
)
PREFERRED = (
    "NomenCode,Reporter_ISO_N,Year,ProductCode,Partner,Sum_Of_Rates,Min_Rate,Max_Rate,"
    "SimpleAverage,Nbr_NA_Lines,Nbr_Free_Lines,Nbr_AVE_Lines,Nbr_Dutiable_Lines,"
    "TotalNoOfValidLines,TotalNoOfLines,EstCode\n"
    "H5,578,2021,270900,036,5,5,5,5,0,0,0,1,1,1,E\n"
    "H5,578,2021,270900,N51,2.5,2.5,2.5,2.5,0,0,0,1,1,1,E\n"
)
