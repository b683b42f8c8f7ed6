from livechat.db import Database
from livechat.store import server_settings


async def test_the_last_choice_counts_until_it_is_dropped(db: Database) -> None:
    async with db.write() as tx:
        assert await server_settings.find(tx, server_settings.TIME_ZONE) is None
        for value in ("Europe/Berlin", "Asia/Kolkata"):
            await server_settings.put(tx, server_settings.TIME_ZONE, value)
        assert await server_settings.find(tx, server_settings.TIME_ZONE) == "Asia/Kolkata"

        await server_settings.drop(tx, server_settings.TIME_ZONE)
        assert await server_settings.find(tx, server_settings.TIME_ZONE) is None
