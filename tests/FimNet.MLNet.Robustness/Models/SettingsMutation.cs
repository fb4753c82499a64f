namespace FimNet.MLNet.Robustness.Models;

/// <summary>Edits of a model's settings: characters flipped, values replaced, parts cut out or repeated.</summary>
internal static class SettingsMutation
{
    private static readonly string[] Values = ["null", "-1", "0", "1e40", "NaN", "\"\"", "[]", "{}", "2147483648", "128", "true", "\"Score\"", "[[[[", "\\u0000"];

    public static string Apply(string settings, Random random)
    {
        char[] text = settings.ToCharArray();
        int place = random.Next(text.Length);
        switch (random.Next(4))
        {
            case 0:
                text[place] = (char)(text[place] ^ (1 << random.Next(7)));
                return new string(text);
            case 1:
                int colon = settings.IndexOf(':', place);
                int end = colon < 0 ? -1 : settings.IndexOfAny([',', '}', ']'], colon);
                return end < 0 ? settings[..place] : settings[..(colon + 1)] + Values[random.Next(Values.Length)] + settings[end..];
            case 2:
                return settings.Remove(place, random.Next(text.Length - place));
            default:
                return settings.Insert(place, settings.Substring(random.Next(place + 1), Math.Min(20, text.Length - place)));
        }
    }
}
