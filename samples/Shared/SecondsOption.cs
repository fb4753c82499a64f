using System.CommandLine;
using System.Globalization;

namespace Samples.Shared;

/// <summary>An option of a number of seconds with a decimal point, whatever the system's: a comma is no digit separator that is passed over.</summary>
internal static class SecondsOption
{
    public static Option<double?> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            string text = result.Tokens.Single().Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds))
            {
                return seconds;
            }

            result.AddError($"{name} is '{text}', but must be a number of seconds such as 90 or 2.5.");
            return null;
        },
    };
}
