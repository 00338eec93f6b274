"""Products: what is made, from which recipe, and how much of it a patient takes."""

from typing import Annotated

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, quantity, reference
from seedtrain.model.site import Modality
from seedtrain.model.value import Value


class Product(Block, frozen=True, kw_only=True):
    """A molecule, or a stand-in for a client's molecules."""

    modality: Annotated[Modality, meaning("kind of molecule")]
    recipe: Annotated[str, reference("recipes", "recipe it is made with")]
    substance: Annotated[
        str | None,
        reference("products", "product of an earlier section that it is made of, in a plan over years"),
    ] = None
    dose: Annotated[Value | None, quantity("mass", "drug substance in one dose", above=0)] = None
    doses_per_item: Annotated[
        Value | None, quantity("count", "doses in one pen or vial, the saleable item", above=0)
    ] = None
    doses_per_year: Annotated[Value | None, quantity("rate", "doses a patient takes", above=0)] = None
    fill_loss: Annotated[
        Value | None,
        quantity("fraction", "drug substance lost or overfilled in fill-finish", least=0, most=1),
    ] = None
    price: Annotated[Value | None, quantity("money_per_item", "price of one item", above=0)] = None
