import pytest

from ecology.founding.postcodes import AREAS_OF_REGION, REGION_OF_AREA, normalised_postcode, region_of_postcode
from ecology.sector.categories import REGIONS


def test_every_postcode_area_is_in_exactly_one_region():
    # Royal Mail: 121 areas in the UK and 3 in the Crown dependencies
    assert sum(len(areas) for areas in AREAS_OF_REGION.values()) == len(REGION_OF_AREA) == 124


def test_every_region_of_the_sector_has_its_areas():
    assert set(AREAS_OF_REGION) == set(REGIONS)


@pytest.mark.parametrize(
    ("postcode", "region"),
    [
        ("WC2B 5NH", "London"),
        ("m13 9rd", "North West"),
        ("LS14DY", "Yorkshire"),
        ("BS1", "South West"),
        ("B4 7XR", "West Midlands"),
        (" ne1 3qn ", "North East"),
        ("NG1 6EL", "East Midlands"),
        ("BN1 1UE", "South East"),
        ("NR2 1RL", "East"),
        ("EH1 1TH", "Scotland"),
        ("CF10 5AL", "Wales"),
        ("BT1 5AB", "Northern Ireland"),
        ("JE2 3RR", "Unknown"),  # Jersey is in no region
        ("", "Unknown"),
        ("10036", "Unknown"),
        ("BB26578", "Unknown"),  # Barbados, not Blackburn
        ("NY10036", "Unknown"),
        ("ZZ1 1ZZ", "Unknown"),
    ],
)
def test_a_postcode_lies_in_its_region(postcode, region):
    assert region_of_postcode(postcode) == region


def test_spacing_and_case_do_not_tell_postcodes_apart():
    assert normalised_postcode("ec1v 2nz ") == normalised_postcode("EC1V2NZ") == "EC1V2NZ"
