"""Commands about bots: automations that are made of words, and run by themselves."""

from sayso.cli.agency_option import OfAgency
from sayso.cli.bots import approving, importing, looking, making, running, steering, triggering

app = OfAgency(help="Bots: make one from words, let it run, see what it does.", no_args_is_help=True)

app.command(epilog=making.EXAMPLES)(making.create)
app.command()(making.say)
app.command("list")(looking.list_bots)
app.command()(looking.show)
app.command()(looking.code)
app.command()(looking.versions)
app.command(epilog=running.EXAMPLES)(running.run)
app.command()(running.runs)
app.command()(running.logs)
app.command()(running.cancel)
app.command()(running.rerun)
app.command(epilog=approving.EXAMPLES)(approving.approve)
app.command()(steering.activate)
app.command()(steering.pause)
app.command("test")(steering.try_cases)
app.command()(steering.remove)
app.command(epilog=triggering.EXAMPLES)(triggering.trigger)
app.command("import")(importing.import_folder)
