"""Who is in the group's Teams: the same people as in its Slack, by their addresses."""

from dataclasses import dataclass

TENANT = "0b0e7a52-1111-4d6e-9d3f-5a0000000001"  # ours
PARTNER_TENANT = "0b0e7a52-2222-4d6e-9d3f-5a0000000002"


@dataclass(frozen=True)
class Person:
    """`aad` is the person's id in the directory, `id` what this assistant's chats call the person."""

    aad: str
    name: str
    email: str
    tenant: str = TENANT
    in_channel: bool = True

    @property
    def id(self) -> str:
        return f"29:1{self.aad[-12:]}"

    @property
    def account(self) -> str:
        """As the assistant knows the person."""
        return f"aad:{self.aad}"

    def member(self) -> dict[str, str]:
        """As the Connector says who somebody is."""
        given, _, surname = self.name.partition(" ")
        return {
            "id": self.id, "aadObjectId": self.aad, "objectId": self.aad, "name": self.name, "givenName": given, "surname": surname,
            "email": self.email, "userPrincipalName": self.email, "tenantId": self.tenant, "userRole": "user",
        }  # fmt: skip


MAJA = Person("aaaaaaaa-0000-4000-8000-00000000aaa1", "Maja Lind", "maja@example.se")
ANNA = Person("aaaaaaaa-0000-4000-8000-00000000bbb2", "Anna Ek", "anna@example.se")
KARIN = Person("aaaaaaaa-0000-4000-8000-00000000ccc3", "Karin Berg", "karin@example.se")
OUTSIDER = Person("aaaaaaaa-0000-4000-8000-00000000ddd4", "Ute Stående", "ute@example.se", in_channel=False)
PARTNER = Person("aaaaaaaa-0000-4000-8000-00000000eee5", "Par Partner", "par@example.com", PARTNER_TENANT)
PEOPLE = (MAJA, ANNA, KARIN, OUTSIDER, PARTNER)
