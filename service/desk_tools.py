"""What the desk's pages work with, on the service's own stores."""

from desk.desk import Desk
from desk.security import SecurityDesk
from desk.sla import SlaDesk
from policy.resolve import Policy
from service.books import books
from service.domain_lookup import lookup
from service.reporting import working_time
from service.settings import Settings
from store.ledger import StoreLedger
from store.page_stores import PageStores
from web.tools import Tools


def desk_tools(
    settings: Settings, stores: PageStores, ledger: StoreLedger, policy: Policy, desk: Desk, sla: SlaDesk
) -> Tools:
    """All of them, opened."""
    now = stores.clock.now
    return Tools(
        desk,
        stores.queue(working_time(settings).due),
        stores.changes(),
        stores.presence(),
        now,
        stores.names,
        reports=sla,
        books=books(policy, sla.calendar, stores.worksheets(), lookup(settings)),
        security=SecurityDesk(stores.security(), now),
        mailboxes=stores.provinces,
        looks=stores.looks(),
        raw=stores.blobs.get,
        again=ledger.requeue,
    )
