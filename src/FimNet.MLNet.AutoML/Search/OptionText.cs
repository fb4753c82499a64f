using System.Collections;
using System.Globalization;

namespace FimNet.MLNet.AutoML.Search;

/// <summary>An option's value as text: lists with commas, numbers with all their digits and without a culture.</summary>
internal static class OptionText
{
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(Of)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
